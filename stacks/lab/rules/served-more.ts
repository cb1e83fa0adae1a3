import { requestsOf } from "../schema/send.ts";
import type { Rule } from "./rule.ts";

export const servedMore: Rule = {
  name: "served-more",
  about: "No more requests can be served than are sent.",
  of: "tests",
  *find({ tests }) {
    for (const { test, path } of tests) {
      const sent = (test.send ?? []).reduce((sum, send) => sum + requestsOf(send), 0);
      for (const [at, served] of (test.expect.served ?? []).entries()) {
        if (sent > 0 && served["at-least"] > sent) {
          yield {
            message: `test \`${test.id}\` expects more served requests than it sends`,
            path: [...path, "expect", "served", at, "at-least"],
            label: `expected at most ${sent}`,
            cause: { path: [...path, "send"], on: "key", label: `${sent} in all` },
          };
        }
      }
    }
  },
};
