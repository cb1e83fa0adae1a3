import { mkdir, rm } from "node:fs/promises";
import { diffPlans } from "../../stacks/diff/diff-plans.ts";
import { nodesInPlan } from "../../stacks/lab/node-ref.ts";
import { judge, needsOf } from "../checks/registry.ts";
import type { Engine } from "../engines/engine.ts";
import { putBack, putBackUnseen } from "../faults/put-back.ts";
import { actsOf, carryOut, type TimedAct } from "../faults/timeline.ts";
import { observe } from "../observe/observe.ts";
import { driftOf } from "./drift-of.ts";
import type { Means } from "./means.ts";

export interface Captures {
  /** The folder for the packets of a lab. */
  folderOf(lab: string): string;
  /** Whether what an earlier test left there goes first. */
  readonly cleared: boolean;
}

/** How long what is left of a run that was cut off may take, milliseconds. */
const CLEAN_UP_MS = 10_000;

/** The test's loop on a real engine. */
export function realMeans(engine: Engine, captures: Captures): Means {
  let count = 0;
  const prepared = new Set<string>();
  const prepare = async (lab: string): Promise<string> => {
    const folder = captures.folderOf(lab);
    if (captures.cleared && !prepared.has(lab)) await rm(folder, { recursive: true, force: true });
    prepared.add(lab);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return folder;
  };
  return {
    engine,
    diff: diffPlans,
    drift: (lab) => driftOf(lab, engine),
    needsOf: ({ check, expectation }, running) => needsOf(check, expectation, running),
    judge: ({ check, expectation }, evidence) => judge(check, expectation, evidence),
    putBack: (faults, lab, signal) => putBack(faults, lab, engine, signal),
    observe: async ({ lab, sends, timeline, planAfter, needs, name, signal }) => {
      const folder = await prepare(lab.name);
      count += 1;
      const acts = actsOf(timeline, (ref) => nodesInPlan(ref, lab.plan));
      const begun: TimedAct[] = [];
      const onBegin = (act: TimedAct) => void begun.push(act);
      return await observe({
        engine,
        lab,
        sends,
        needs,
        faults: (firstRequestAt, until) =>
          carryOut(acts, firstRequestAt, { engine, lab, signal: until, planAfter, onBegin }),
        folder,
        name: `${String(count).padStart(2, "0")}-${name}`,
        signal,
      }).catch(async (error) => {
        await putBackUnseen(begun, lab, engine, AbortSignal.timeout(CLEAN_UP_MS));
        throw error;
      });
    },
  };
}
