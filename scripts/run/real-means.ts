import { mkdir, rm } from "node:fs/promises";
import { diffPlans } from "../../stacks/diff/diff-plans.ts";
import { nodesInPlan } from "../../stacks/lab/node-ref.ts";
import { companyOf, judge, needsOf } from "../checks/registry.ts";
import type { Engine, RunningLab } from "../engines/engine.ts";
import { StarvedError } from "../errors.ts";
import { type Begun, putBack, putBackUnseen } from "../faults/put-back.ts";
import { actsOf, carryOut, type TimedAct } from "../faults/timeline.ts";
import type { Gate } from "../gate/gate.ts";
import { inTurn } from "../gate/in-turn.ts";
import { observe } from "../observe/observe.ts";
import { SenderPool } from "../traffic/sender-pool.ts";
import { driftOf } from "./drift-of.ts";
import type { Means } from "./means.ts";

export interface Captures {
  /** The folder for the packets of a lab and its copies. */
  folderOf(lab: string): string;
  /** Whether what an earlier test left there goes first. */
  readonly cleared: boolean;
}

/** How long what is left of a run that was cut off may take, milliseconds. */
const CLEAN_UP_MS = 10_000;

/** The test's loop on a real engine; `signal` interrupts it. */
export function realMeans(engine: Engine, captures: Captures, gate: Gate, signal: AbortSignal): Means {
  let count = 0;
  const pool = new SenderPool(engine, signal);
  const prepared = new Set<string>();
  const prepare = async (lab: string): Promise<string> => {
    const folder = captures.folderOf(lab);
    if (captures.cleared && !prepared.has(lab)) await rm(folder, { recursive: true, force: true });
    prepared.add(lab);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return folder;
  };
  const putBackInTurn = (begun: readonly Begun[], lab: RunningLab, until: AbortSignal) =>
    gate.beside(() => putBack(begun, lab, engine, until), { signal: until });
  return {
    engine: inTurn(engine, gate, signal),
    diff: diffPlans,
    drift: (lab) => gate.beside(() => driftOf(lab, engine), { signal: new AbortController().signal }),
    companyOf: ({ check }) => companyOf(check),
    needsOf: ({ check, expectation }, running) => needsOf(check, expectation, running),
    judge: ({ check, expectation }, evidence) => judge(check, expectation, evidence),
    putBack: putBackInTurn,
    release: (lab) => pool.clear(lab),
    observe: async ({ lab, sends, timeline, planAfter, needs, company, name, signal: until, onWait }) => {
      const folder = await prepare(lab.plan.lab);
      count += 1;
      const acts = actsOf(timeline, (ref) => nodesInPlan(ref, lab.plan));
      const begun: TimedAct[] = [];
      const onBegin = (act: TimedAct) => void begun.push(act);
      return await observe({
        engine,
        pool,
        lab,
        sends,
        needs,
        faults: (firstRequestAt, over) =>
          carryOut(acts, firstRequestAt, { engine, lab, signal: over, planAfter, onBegin }),
        folder,
        name: `${String(count).padStart(2, "0")}-${name}`,
        company,
        gate,
        signal: until,
        onWait,
      }).catch(async (error) => {
        // It is tried once more, on the lab as it was.
        if (error instanceof StarvedError) await putBackInTurn(begun, lab, until);
        else await putBackUnseen(begun, lab, engine, AbortSignal.timeout(CLEAN_UP_MS));
        throw error;
      });
    },
  };
}
