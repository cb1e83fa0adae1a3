import type { CheckName } from "../schema/expect.ts";
import type { Rule } from "./rule.ts";

/** What each check must be able to look at. */
const TRAFFIC: Readonly<Record<CheckName, "none" | "traffic" | "requests" | "probe" | "download">> = {
  served: "requests",
  spread: "requests",
  stable: "requests",
  path: "requests",
  rewrite: "requests",
  arp: "none",
  ipvs: "requests",
  saw: "requests",
  "errors-stop": "probe",
  returns: "probe",
  reroute: "probe",
  outage: "probe",
  survive: "download",
  "half-open": "traffic",
  dropped: "traffic",
  cache: "requests",
  syns: "requests",
  handshake: "requests",
  latency: "requests",
};

/** A check of requests needs requests, and a check of an outage needs a probe at a steady pace. */
export const trafficMissing: Rule = {
  name: "traffic-missing",
  of: "tests",
  *find({ tests }) {
    for (const { test, path } of tests) {
      const sends = test.send ?? [];
      const hasRequests = sends.some((send) => !("flood" in send));
      const hasDownload = sends.some((send) => "download" in send);
      const hasProbe = sends.some((send) => "probe" in send);
      for (const check of Object.keys(test.expect) as CheckName[]) {
        const needed = TRAFFIC[check];
        const isThere = {
          none: true,
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
