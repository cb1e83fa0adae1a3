import type { Step } from "../../../stacks/diff/step.ts";
import type { Plan } from "../../../stacks/plan/plan.ts";
import type { Engine, RunningLab } from "../../engines/engine.ts";

export interface ActContext {
  readonly engine: Pick<Engine, "power" | "link" | "run" | "apply">;
  /** As it runs now. */
  readonly lab: RunningLab;
  /** What is to run once the fault has struck; undefined where it leaves the plan as it is. */
  readonly planAfter: Plan | undefined;
  readonly signal: AbortSignal;
}

/** One kind of fault on the running lab; one file each, collected in registry.ts. */
export interface Act<F> {
  /** Whether it changes the lab as a whole, so that no other act may run beside it. */
  readonly alone?: boolean;
  /** Carries it out on one node that it strikes; the lab as it runs then, where its plan has changed. */
  carryOut(fault: F, node: string, context: ActContext): Promise<RunningLab | undefined>;
  /** What it leaves changed on that node, or puts back; the plan's own changes apart. */
  leaves(fault: F, node: string, plan: Plan): readonly Left[];
}

/** One thing that is not as planned any more until something puts it back. */
export interface Left {
  /** As in `power` or `link eth0`: a later act on the same thing of the same node takes this one's place. */
  readonly what: string;
  /** Steps of `apply`, or an act of its own; null where all is well again. */
  readonly putBack: readonly Step[] | PutBack | null;
}

export type PutBack = (context: Pick<ActContext, "engine" | "lab" | "signal">) => Promise<unknown>;
