import { setTimeout as wait } from "node:timers/promises";
import { type Fault, faultTarget } from "../../stacks/lab/schema/fault.ts";
import type { Engine, RunningLab } from "../engines/engine.ts";
import type { FaultRecord } from "../observe/observation.ts";

export type Act = FaultRecord["act"];

/** One act on one node, at a time in milliseconds from the first request. */
export interface TimedAct {
  readonly atMs: number;
  readonly act: Act;
  readonly node: string;
}

/** A timeline in acts on nodes, the earliest first; a tier stands for all its nodes. */
export function actsOf(timeline: readonly Fault[], nodesOf: (ref: string) => readonly string[]): TimedAct[] {
  return timeline
    .flatMap((fault) => {
      const { act, ref } = faultTarget(fault);
      return nodesOf(ref).map((node) => ({ atMs: fault.at, act, node }));
    })
    .sort((a, b) => a.atMs - b.atMs);
}

/**
 * Carries the acts out, each at its time, while traffic flows. Acts on different nodes do not wait for each other.
 * `firstRequestAt` is in milliseconds since the epoch; the records tell when each act began.
 */
export async function carryOut(
  acts: readonly TimedAct[],
  firstRequestAt: number,
  context: { readonly engine: Engine; readonly lab: RunningLab; readonly signal: AbortSignal },
): Promise<FaultRecord[]> {
  const lastOf = new Map<string, Promise<FaultRecord>>();
  const records = acts.map((timed) => {
    const record = carryOutOne(timed, firstRequestAt, lastOf.get(timed.node), context);
    lastOf.set(timed.node, record);
    return record;
  });
  return (await Promise.all(records)).sort((a, b) => a.at - b.at);
}

/** The nodes that a timeline left without power. */
export function leftDown(faults: readonly Pick<FaultRecord, "act" | "node">[]): string[] {
  const last = new Map(faults.map(({ node, act }) => [node, act]));
  return [...last].filter(([, act]) => act !== "start").map(([node]) => node);
}

async function carryOutOne(
  { atMs, act, node }: TimedAct,
  firstRequestAt: number,
  before: Promise<FaultRecord> | undefined,
  { engine, lab, signal }: { engine: Engine; lab: RunningLab; signal: AbortSignal },
): Promise<FaultRecord> {
  await before;
  const waitMs = firstRequestAt + atMs - wallClock();
  if (waitMs > 0) await wait(waitMs, undefined, { signal });
  signal.throwIfAborted();
  const at = wallClock();
  await engine.power(lab, node, act);
  return { act, node, at, doneAt: wallClock() };
}

/** Milliseconds since the epoch with fractions, as the times of requests are. */
function wallClock(): number {
  return performance.timeOrigin + performance.now();
}
