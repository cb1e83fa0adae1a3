import { type CheckName, EXPECTATIONS } from "../schema/expect.ts";
import { makesRequests } from "../schema/send.ts";
import type { Rule } from "./rule.ts";

/** A check of requests needs requests, and a check of an outage needs a probe at a steady pace. */
export const trafficMissing: Rule = {
  name: "traffic-missing",
  of: "tests",
  *find({ tests }) {
    for (const { test, path } of tests) {
      const sends = test.send ?? [];
      const hasRequests = sends.some(makesRequests);
      const hasDownload = sends.some((send) => "download" in send);
      const hasProbe = sends.some((send) => "probe" in send);
      for (const check of Object.keys(test.expect) as CheckName[]) {
        const needed = EXPECTATIONS[check].looksAt;
        const isThere = {
          nothing: true,
          traffic: sends.length > 0,
          requests: hasRequests,
          probe: hasProbe,
          download: hasDownload,
        };
        if (!isThere[needed]) {
          yield {
            message: `\`${check}\` has no ${needed === "probe" || needed === "download" ? needed : sends.length > 0 ? "requests" : "traffic"} to look at`,
            path: [...path, "expect", check],
            on: "key",
            label:
              needed === "probe" || needed === "download"
                ? `expected \`send: { ${needed}: … }\` in this test`
                : "expected `send` in this test",
          };
        }
      }
    }
  },
};
