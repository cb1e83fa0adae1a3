import { sendTarget } from "../schema/send.ts";
import type { Rule } from "./rule.ts";
import { tierOf } from "./topology.ts";

export const senderResolver: Rule = {
  name: "sender-resolver",
  about: "Who asks for a name has somebody to look it up.",
  of: "lab",
  *find({ lab, tests }) {
    for (const { test, path } of tests) {
      for (const [at, send] of (test.send ?? []).entries()) {
        const name = sendTarget(send);
        const isQuery = "dns" in send && send.to === undefined;
        if (!isQuery && (lab.services[name] !== undefined || lab.names[name] === undefined)) continue;
        for (const [index, from] of send.from.entries()) {
          const tier = tierOf(lab, from);
          if (tier?.role === "client" && tier.resolver === undefined) {
            yield {
              message: `\`${from}\` has nobody to look up ${name}`,
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
