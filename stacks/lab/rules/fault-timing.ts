import type { Fault, ProbeSend, Send } from "../schema/test.ts";
import type { Rule } from "./rule.ts";

/** A fault strikes while a probe runs, or nobody sees it. */
export const faultTiming: Rule = {
  name: "fault-timing",
  of: "tests",
  *find({ tests }) {
    for (const { test, path } of tests) {
      const sends = test.send ?? [];
      const probes = sends.filter(isProbe);
      if (test.timeline.length > 0 && probes.length === 0) {
        yield {
          message: `test \`${test.id}\` has a timeline but no probe`,
          path: [...path, "timeline"],
          on: "key",
          label: "expected `send: { probe: … }` in this test",
          help: "a probe keeps its pace whatever an answer takes, so times can be told by it",
        };
        continue;
      }
      const end = Math.max(...probes.map((probe) => probe.for));
      const longest = sends.findIndex((send) => isProbe(send) && send.for === end);
      for (const [at, fault] of test.timeline.entries()) {
        if (fault.at >= end) {
          yield {
            message: "this fault strikes when the traffic has ended",
            path: [...path, "timeline", at, "at"],
            label: `expected less than ${end / 1000}s`,
            cause: { path: [...path, "send", longest, "for"], label: "the traffic ends then" },
          };
        }
      }
    }
  },
};

function isProbe(send: Send): send is ProbeSend {
  return "probe" in send;
}

/** What a fault does, and to whom. */
export function faultTarget(fault: Fault): { readonly act: "kill" | "stop" | "start"; readonly ref: string } {
  if ("kill" in fault) {
    return { act: "kill", ref: fault.kill };
  }
  return "stop" in fault ? { act: "stop", ref: fault.stop } : { act: "start", ref: fault.start };
}
