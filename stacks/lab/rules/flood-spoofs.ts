import type { Rule } from "./rule.ts";
import { tierOf } from "./topology.ts";

export const floodSpoofs: Rule = {
  name: "flood-spoofs",
  about: "A flood comes from addresses that nobody has, so its sender says which.",
  of: "tests",
  *find({ lab, tests }) {
    for (const { test, path } of tests) {
      for (const [at, send] of (test.send ?? []).entries()) {
        for (const [index, from] of ("flood" in send || "flows" in send ? send.from : []).entries()) {
          const tier = tierOf(lab, from);
          if (tier?.role === "client" && tier.spoofs === undefined) {
            yield {
              message: `\`${from}\` has no addresses to pretend to have`,
              path: [...path, "send", at, "from", index],
              label: "expected a client whose tier has `spoofs`",
              help: "give its tier a prefix that no segment has, as in `spoofs: 198.19.0.0/16`",
            };
          }
        }
      }
    }
  },
};
