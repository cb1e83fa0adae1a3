import { sendTarget } from "../schema/send.ts";
import type { Rule } from "./rule.ts";
import { tierOf } from "./topology.ts";

/** Who asks for a name has somebody to look it up. */
export const senderResolver: Rule = {
  name: "sender-resolver",
  of: "lab",
  *find({ lab, tests }) {
    for (const { test, path } of tests) {
      for (const [at, send] of (test.send ?? []).entries()) {
        if (lab.services[sendTarget(send)] !== undefined || lab.names[sendTarget(send)] === undefined)
          continue;
        for (const [index, from] of send.from.entries()) {
          const tier = tierOf(lab, from);
          if (tier?.role === "client" && tier.resolver === undefined) {
            yield {
              message: `\`${from}\` has nobody to look up ${sendTarget(send)}`,
              path: [...path, "send", at, "from", index],
              label: "expected a client whose tier has a `resolver`",
              help: "give its tier one, as in `resolver: rec1`",
            };
          }
        }
      }
    }
  },
};
