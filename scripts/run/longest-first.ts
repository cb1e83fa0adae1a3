import { lastsOf } from "../../stacks/lab/schema/send.ts";
import type { Test } from "../../stacks/lab/schema/test.ts";
import type { LabFile } from "./lab-file.ts";
import { groupByTraffic } from "./questions.ts";

/** The labs in the order in which they should begin, so that no long one is left to the end. */
export function longestFirst(files: readonly LabFile[]): LabFile[] {
  return files.toSorted((a, b) => weight(b) - weight(a));
}

/** The time that a lab's traffic is about to take, roughly, in milliseconds. */
function weight({ lab }: LabFile): number {
  const groups = groupByTraffic(lab.tests);
  const breaks = lab.tests.flatMap((test) => test.breaks.map(() => test));
  return [...groups.flatMap((group) => group[0] ?? []), ...breaks].reduce(
    (sum, test) => sum + SET_UP_MS + trafficMs(test),
    0,
  );
}

/** What a run of traffic takes beside its own time, and a change of the lab. */
const SET_UP_MS = 2_000;

function trafficMs({ send = [] }: Test): number {
  return Math.max(0, ...send.map((one) => lastsOf(one)?.ms ?? 1_000));
}
