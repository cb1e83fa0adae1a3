import { didYouMean, expectedOneOf } from "../suggest.ts";
import type { Rule } from "./rule.ts";

export const breakCheck: Rule = {
  name: "break-check",
  about: "What a break makes fail is a check of its test.",
  of: "tests",
  *find({ tests }) {
    for (const { test, path } of tests) {
      const checks = Object.keys(test.expect);
      for (const [at, { fails }] of test.breaks.entries()) {
        if (!checks.includes(fails)) {
          yield {
            message: `test \`${test.id}\` does not expect \`${fails}\``,
            path: [...path, "breaks", at, "fails"],
            label: expectedOneOf(checks, "checks"),
            cause: { path: [...path, "expect"], on: "key", label: "its checks" },
            help: didYouMean(fails, checks),
          };
        }
      }
    }
  },
};
