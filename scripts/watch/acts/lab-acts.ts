import { diffPlans } from "../../../stacks/diff/diff-plans.ts";
import type { PoolFault } from "../../../stacks/lab/drained-lab.ts";
import type { Fault } from "../../../stacks/lab/schema/fault.ts";
import type { DrainFault } from "../../../stacks/lab/schema/faults/drain.ts";
import type { Plan } from "../../../stacks/plan/plan.ts";
import type { Engine, RunningLab } from "../../engines/engine.ts";
import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import { actOf } from "../../faults/acts/registry.ts";
import { putBack, putBackUnseen } from "../../faults/put-back.ts";
import { locked } from "../../run/locked.ts";
import type { Deviation } from "../model/deviations.ts";

/** A person waits so long for another verb to leave the lab alone, milliseconds. */
const PATIENCE_MS = 3_000;

export interface LabActsOptions {
  readonly engine: Engine;
  readonly lab: string;
  /** What the lab is when nothing of it is changed. */
  readonly written: Plan;
  /** The plan with these real servers drained; null where the lab's file cannot be read. */
  readonly planDrained: ((drains: readonly DrainFault[]) => Plan) | null;
  readonly signal: AbortSignal;
}

/** What a person does to a running lab, by the same acts as a timeline. */
export class LabActs {
  readonly #options: LabActsOptions;

  constructor(options: LabActsOptions) {
    this.#options = options;
  }

  async carryOut(fault: Fault, node: string): Promise<void> {
    const { engine, signal } = this.#options;
    await this.#alone(async (lab) => {
      const planAfter = "drain" in fault || "refill" in fault ? this.#planAfter(fault, lab) : undefined;
      await actOf(fault).carryOut(fault, node, { engine, lab, planAfter, signal });
    });
  }

  /** Brings the lab back to what its file says. */
  async putBack(changed: readonly Deviation[]): Promise<void> {
    const { engine, written, signal } = this.#options;
    await this.#alone((lab) => putBack(changed, { ...lab, plan: written }, engine, signal));
  }

  /** What no look at the nodes' own state would tell of is put back: cables and what a proxy was told. */
  async putBackUnseen(changed: readonly Deviation[]): Promise<void> {
    await this.#alone((lab) =>
      putBackUnseen(changed, lab, this.#options.engine, AbortSignal.timeout(PATIENCE_MS)),
    );
  }

  /** Nothing else that the file says may be applied on the way. */
  #planAfter(fault: PoolFault, lab: RunningLab): Plan {
    const { planDrained, written } = this.#options;
    const now = drainsIn(lab.plan, written);
    if (planDrained === null || diffPlans(lab.plan, planDrained(now)).length > 0)
      throw new ToldError("its lab file says otherwise than what runs", { exitCode: EXIT.wrongInput });
    return planDrained(
      "drain" in fault
        ? [...now, fault]
        : now.filter(({ drain, of }) => drain !== fault.refill || of !== fault.of),
    );
  }

  async #alone(work: (lab: RunningLab) => Promise<unknown>): Promise<void> {
    const { engine, lab } = this.#options;
    const patience = AbortSignal.timeout(PATIENCE_MS);
    const busy = new ToldError("another verb works on the lab", { exitCode: EXIT.cannotRunHere });
    await locked(engine, lab, { signal: patience, onWait: () => {} }, async () => {
      const running = await engine.find(lab);
      if (running !== undefined) await work(running);
    }).catch((error: unknown) => {
      throw error === patience.reason && patience.aborted ? busy : error;
    });
  }
}

/** The real servers that have no weight in a plan, and one as written. */
export function drainsIn(now: Plan, written: Plan): DrainFault[] {
  return now.services.flatMap(({ name: of, servers }) => {
    const own = written.services.find(({ name }) => name === of)?.servers ?? [];
    return servers
      .filter(
        ({ node, weight }) => weight === 0 && own.some((server) => server.node === node && server.weight > 0),
      )
      .map(({ node }) => ({ at: 0, drain: node, of }));
  });
}
