import { type CheckName, EXPECTATIONS } from "../schema/expect.ts";
import { makesRequests, paceOf, type Send, senderKind } from "../schema/send.ts";
import type { Rule } from "./rule.ts";

export const trafficMissing: Rule = {
  name: "traffic-missing",
  about: "A check of requests needs requests, and a check of an outage needs a probe at a steady pace.",
  of: "tests",
  *find({ tests }) {
    for (const { test, path } of tests) {
      const sends = test.send ?? [];
      for (const check of Object.keys(test.expect) as CheckName[]) {
        const needed = EXPECTATIONS[check].looksAt;
        if (isThere(needed, sends)) continue;
        const isKind = needed === "probe" || needed === "download" || needed === "flows";
        yield {
          message: `\`${check}\` has no ${isKind ? needed : sends.length > 0 ? "requests" : "traffic"} to look at`,
          path: [...path, "expect", check],
          on: "key",
          label: isKind ? `expected \`send: { ${needed}: … }\` in this test` : "expected `send` in this test",
        };
      }
    }
  },
};

function isThere(needed: (typeof EXPECTATIONS)[CheckName]["looksAt"], sends: readonly Send[]): boolean {
  switch (needed) {
    case "nothing":
      return true;
    case "traffic":
      return sends.length > 0;
    case "requests":
      return sends.some(makesRequests);
    case "probe":
      return sends.some((send) => paceOf(send) !== null);
    default:
      return sends.some((send) => senderKind(send) === needed);
  }
}
