import { EXPECTATIONS, type Expect, expectationsIn } from "../schema/expect.ts";
import type { Path } from "../source.ts";
import type { Rule } from "./rule.ts";

export const expectEmpty: Rule = {
  name: "expect-empty",
  about: "A check that expects nothing always holds.",
  of: "tests",
  *find({ tests }) {
    for (const { test, path } of tests) {
      if (Object.keys(test.expect).length === 0) {
        yield {
          message: `test \`${test.id}\` expects nothing`,
          path: [...path, "expect"],
          label: "expected a check, as in `served: { failed: 0 }`",
        };
      }
      yield* within(test.expect, [...path, "expect"]);
      for (const [at, { sees }] of test.breaks.entries()) {
        yield* within(sees ?? {}, [...path, "breaks", at, "sees"]);
      }
    }
  },
};

function* within(expect: Expect, path: Path) {
  for (const { check, at, expectation } of expectationsIn(expect)) {
    const { claiming }: { claiming?: readonly string[] } = EXPECTATIONS[check];
    if (claiming !== undefined && !Object.keys(expectation).some((key) => claiming.includes(key))) {
      yield {
        message: `this \`${check}\` expects nothing`,
        path: [...path, check, at],
        label: `expected at least one of: ${claiming.join(", ")}`,
      };
    }
  }
}
