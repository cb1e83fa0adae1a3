import { type Expectation, expectationsIn } from "../schema/expect.ts";
import { didYouMean, expectedOneOf } from "../suggest.ts";
import type { Rule } from "./rule.ts";

export const unknownSender: Rule = {
  name: "unknown-sender",
  about: "A check that speaks of one sender names one of its test.",
  of: "tests",
  *find({ tests }) {
    for (const { test, path } of tests) {
      const known = (test.send ?? []).flatMap((send) =>
        "name" in send && send.name !== undefined ? [send.name] : [],
      );
      for (const { check, at, expectation } of expectationsIn(test.expect)) {
        if (check !== "served" && check !== "served-by" && check !== "sticky") continue;
        const { of } = expectation as Expectation<"served" | "served-by" | "sticky">;
        if (of !== undefined && !known.includes(of)) {
          yield {
            message: `unknown sender \`${of}\``,
            path: [...path, "expect", check, at, "of"],
            label:
              known.length === 0
                ? "expected a sender of this test, but none has a `name`"
                : expectedOneOf(known, "senders"),
            help: didYouMean(of, known),
          };
        }
      }
    }
  },
};
