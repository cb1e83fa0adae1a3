import { lastsOf } from "../../stacks/lab/schema/send.ts";
import type { Test } from "../../stacks/lab/schema/test.ts";
import { groupByTraffic } from "./questions.ts";

/** The time that proving tests is about to take, roughly, in milliseconds. */
export function estimateMs(tests: readonly Test[], withBreaks: boolean): number {
  const written = groupByTraffic(tests).flatMap(([first]) => first ?? []);
  const broken = withBreaks ? tests.flatMap((test) => test.breaks.map(() => test)) : [];
  return [...written, ...broken].reduce((sum, test) => sum + SET_UP_MS + trafficMs(test), 0);
}

/** What a run of traffic takes beside its own time, and a change of the lab. */
const SET_UP_MS = 2_000;

function trafficMs({ send = [] }: Test): number {
  return Math.max(0, ...send.map((one) => lastsOf(one)?.ms ?? 1_000));
}
