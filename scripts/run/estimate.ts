import { lastsOf } from "../../stacks/lab/schema/send.ts";
import type { Test } from "../../stacks/lab/schema/test.ts";
import { groupByTraffic } from "./questions.ts";

export interface Estimated {
  /** How many nodes the lab has. */
  readonly nodes: number;
  readonly withBreaks: boolean;
}

/** The time that proving tests is about to take, roughly, in milliseconds. */
export function estimateMs(tests: readonly Test[], { nodes, withBreaks }: Estimated): number {
  const written = groupByTraffic(tests).flatMap(([first]) => first ?? []);
  const broken = withBreaks ? tests.flatMap((test) => test.breaks.map(() => test)) : [];
  const setUpMs = SET_UP_MS + nodes * A_NODE_MS;
  return [...written, ...broken].reduce((sum, test) => sum + setUpMs + trafficMs(test), 0);
}

/** What a run of traffic takes beside its own time, and a change of the lab. */
const SET_UP_MS = 1_000;
/** The more nodes a lab has, the more is watched, and looked at after a change. */
const A_NODE_MS = 150;

function trafficMs({ send = [] }: Test): number {
  return Math.max(0, ...send.map((one) => lastsOf(one)?.ms ?? 1_000));
}
