import { isDeepStrictEqual } from "node:util";
import type { LabBreak, Test } from "../../stacks/lab/schema/test.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import type { LabFile } from "./lab-file.ts";
import { namedQuestions, type Question, seenInstead } from "./questions.ts";

/** One break of one test. */
export interface BreakCase {
  readonly test: Test;
  readonly labBreak: LabBreak;
  /** The named check, as the lab is written. */
  readonly named: readonly Question[];
  /** What is seen instead, as the lab is broken. */
  readonly seen: readonly Question[];
}

/** Breaks that come to the same plan are applied once. */
export interface BreakGroup {
  readonly plan: Plan;
  readonly cases: readonly BreakCase[];
}

/** The breaks of these tests, those together that come to the same. */
export function groupBreaks(tests: readonly Test[], file: LabFile): BreakGroup[] {
  const groups: { plan: Plan; cases: BreakCase[] }[] = [];
  for (const test of tests)
    for (const labBreak of test.breaks) {
      const plan = file.planOf(labBreak);
      const named = namedQuestions(test, labBreak, file);
      const one = { test, labBreak, named, seen: seenInstead(test, labBreak, plan, file) };
      // Other faults make another run of traffic, also where the lab stays as it is.
      const known = groups.find(
        (group) =>
          isDeepStrictEqual(group.plan, plan) &&
          isDeepStrictEqual(group.cases[0]?.labBreak.timeline, labBreak.timeline),
      );
      if (known === undefined) groups.push({ plan, cases: [one] });
      else known.cases.push(one);
    }
  return groups;
}
