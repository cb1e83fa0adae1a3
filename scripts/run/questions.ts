import { isDeepStrictEqual } from "node:util";
import type { CheckName, Expect, Expectation } from "../../stacks/lab/schema/expect.ts";
import type { LabBreak, Test } from "../../stacks/lab/schema/test.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import type { LabFile } from "./lab-file.ts";

/** One expectation of one test, to be judged on what is observed. */
export interface Question {
  readonly test: Test;
  readonly check: CheckName;
  readonly expectation: Expectation;
  /** The plan that the expectation speaks of. */
  readonly expectedOf: Plan;
  /** Where the lab file asks for it. */
  readonly where: string;
}

/** What a test asks of the lab as it is written. */
export function questionsOf(test: Test, file: LabFile): Question[] {
  return questionsIn(test.expect, test, file.plan, (check, index) =>
    file.where(["tests", testIndex(file, test), "expect", check, ...index]),
  );
}

/** The named check of a break, in the words of the lab as it is written. */
export function namedQuestions(test: Test, labBreak: LabBreak, file: LabFile): Question[] {
  return questionsOf(test, file).filter((question) => question.check === labBreak.fails);
}

/** What a break says is seen instead, in the words of the broken lab. */
export function seenInstead(test: Test, labBreak: LabBreak, broken: Plan, file: LabFile): Question[] {
  if (labBreak.sees === undefined) return [];
  const at = ["tests", testIndex(file, test), "breaks", test.breaks.indexOf(labBreak), "sees"];
  return questionsIn(labBreak.sees, test, broken, (check, index) => file.where([...at, check, ...index]));
}

export function testIndex(file: LabFile, test: Test): number {
  return file.lab.tests.indexOf(test);
}

/** Tests whose traffic is the same share one run of it; a timeline changes the lab, so such a test runs alone. */
export function groupByTraffic(tests: readonly Test[]): Test[][] {
  const groups: Test[][] = [];
  for (const test of tests) {
    const group = groups.find(
      ([first]) =>
        first !== undefined &&
        first.timeline.length === 0 &&
        test.timeline.length === 0 &&
        isDeepStrictEqual(first.send, test.send),
    );
    if (group === undefined) groups.push([test]);
    else group.push(test);
  }
  return groups;
}

function questionsIn(
  expect: Expect,
  test: Test,
  expectedOf: Plan,
  where: (check: CheckName, index: readonly number[]) => string,
): Question[] {
  return (Object.keys(expect) as CheckName[]).flatMap((check) => {
    const expectations: readonly Expectation[] = expect[check] ?? [];
    return expectations.map((expectation, index) => ({
      test,
      check,
      expectation,
      expectedOf,
      where: where(check, expectations.length === 1 ? [] : [index]),
    }));
  });
}
