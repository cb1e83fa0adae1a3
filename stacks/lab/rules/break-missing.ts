import type { Rule } from "./rule.ts";

export const breakMissing: Rule = {
  name: "break-missing",
  about: "A test whose check was never seen failing proves nothing.",
  of: "tests",
  *find({ tests }) {
    for (const { test, path } of tests) {
      if (test.breaks.length === 0 && test["no-break"] === undefined) {
        yield {
          message: `test \`${test.id}\` has no break`,
          path: [...path, "id"],
          label: "expected `breaks`, or `no-break` with the reason",
          help: "a break takes the cause away, and shows that the check can fail",
        };
      }
    }
  },
};
