import { setTimeout as wait } from "node:timers/promises";
import { type Fault, faultInWords, faultKind, faultSpec } from "../../stacks/lab/schema/fault.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import type { RunningLab } from "../engines/engine.ts";
import { StarvedError } from "../errors.ts";
import type { FaultRecord } from "../observe/observation.ts";
import type { ActContext } from "./acts/act.ts";
import { actOf } from "./acts/registry.ts";

/** One fault on one node, at a time in milliseconds from the first request. */
export interface TimedAct {
  readonly atMs: number;
  readonly fault: Fault;
  /** Null where it is about the lab. */
  readonly node: string | null;
}

/** A timeline in acts on nodes, the earliest first; a tier stands for all its nodes. */
export function actsOf(timeline: readonly Fault[], nodesOf: (ref: string) => readonly string[]): TimedAct[] {
  return timeline
    .flatMap((fault): TimedAct[] => {
      const about = faultSpec(fault).about(fault);
      const nodes = about === null ? [null] : nodesOf(about);
      return nodes.map((node) => ({ atMs: fault.at, fault, node }));
    })
    .sort((a, b) => a.atMs - b.atMs);
}

export interface Carrying extends Pick<ActContext, "engine" | "lab" | "signal"> {
  /** The plan as a fault leaves it; undefined where it leaves the plan as it is. */
  readonly planAfter: (fault: Fault) => Plan | undefined;
  /** Told of each act as it begins: from then on something may be other than planned. */
  readonly onBegin?: (act: TimedAct) => void;
}

/** How much later than its time an act may begin, milliseconds: traffic is over soon, and would not meet what is too late. */
const LATE_MS = 300;

/**
 * Carries the acts out, each at its time, while traffic flows. Acts on different nodes do not wait for each other; one
 * that changes the lab as a whole waits for all before it, and all after it wait. `firstRequestAt` is in milliseconds
 * since the epoch; the records tell when each act began. Rejects with a StarvedError where one begins too late, though
 * nothing before it took long.
 */
export async function carryOut(
  acts: readonly TimedAct[],
  firstRequestAt: number,
  carrying: Carrying,
): Promise<FaultRecord[]> {
  const begun: { readonly act: TimedAct; readonly record: Promise<FaultRecord> }[] = [];
  const now = { lab: carrying.lab };
  for (const act of acts) {
    const before = begun.filter((other) => mustWait(act, other.act)).map(({ record }) => record);
    begun.push({ act, record: carryOutOne(act, firstRequestAt, before, now, carrying) });
  }
  return (await Promise.all(begun.map(({ record }) => record))).sort((a, b) => a.at - b.at);
}

function mustWait(act: TimedAct, before: TimedAct): boolean {
  const isAlone = ({ fault }: TimedAct) => actOf(fault).alone === true;
  return isAlone(act) || isAlone(before) || act.node === before.node;
}

async function carryOutOne(
  act: TimedAct,
  firstRequestAt: number,
  before: readonly Promise<FaultRecord>[],
  now: { lab: RunningLab },
  { engine, signal, planAfter, onBegin }: Carrying,
): Promise<FaultRecord> {
  await Promise.all(before);
  const { fault, node } = act;
  const dueAt = Math.max(firstRequestAt + act.atMs, before.length > 0 ? wallClock() : 0);
  const waitMs = dueAt - wallClock();
  if (waitMs > 0) await wait(waitMs, undefined, { signal });
  signal.throwIfAborted();
  const at = wallClock();
  if (at - dueAt > LATE_MS)
    throw new StarvedError(
      `the machine was busy: \`${faultInWords(fault)}\` came ${((at - dueAt) / 1000).toFixed(1)} s late`,
    );
  onBegin?.(act);
  const context = { engine, lab: now.lab, planAfter: planAfter(fault), signal };
  now.lab = (await actOf(fault).carryOut(fault, node ?? "", context)) ?? now.lab;
  return { act: faultKind(fault), fault, node, at, doneAt: wallClock() };
}

/** Milliseconds since the epoch with fractions, as the times of requests are. */
function wallClock(): number {
  return performance.timeOrigin + performance.now();
}
