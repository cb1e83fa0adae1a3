import type { DownloadSend, Fault, ProbeSend, Send } from "../schema/test.ts";
import type { Rule } from "./rule.ts";

/** A fault strikes while a probe or a download runs, or nobody sees it. */
export const faultTiming: Rule = {
  name: "fault-timing",
  of: "tests",
  *find({ tests }) {
    for (const { test, path } of tests) {
      const sends = test.send ?? [];
      const lasting = sends.filter(isLasting);
      if (test.timeline.length > 0 && lasting.length === 0) {
        yield {
          message: `test \`${test.id}\` has a timeline but no probe or download`,
          path: [...path, "timeline"],
          on: "key",
          label: "expected `send: { probe: … }` in this test",
          help: "a probe keeps its pace whatever an answer takes, so times can be told by it",
        };
        continue;
      }
      const end = Math.max(...lasting.map(lastsMs));
      const longest = sends.findIndex((send) => isLasting(send) && lastsMs(send) === end);
      const told = sends.some((send, index) => index === longest && "probe" in send) ? "for" : "size";
      for (const [at, fault] of test.timeline.entries()) {
        if (fault.at >= end) {
          yield {
            message: "this fault strikes when the traffic has ended",
            path: [...path, "timeline", at, "at"],
            label: `expected less than ${end / 1000}s`,
            cause: { path: [...path, "send", longest, told], label: "the traffic ends then" },
          };
        }
      }
    }
  },
};

function isLasting(send: Send): send is ProbeSend | DownloadSend {
  return "probe" in send || "download" in send;
}

/** A download lasts at least as long as its rate makes it, milliseconds. */
function lastsMs(send: ProbeSend | DownloadSend): number {
  return "probe" in send ? send.for : (send.size * 8_000) / send.rate;
}

/** What a fault does, and to whom. */
export function faultTarget(fault: Fault): { readonly act: "kill" | "stop" | "start"; readonly ref: string } {
  if ("kill" in fault) {
    return { act: "kill", ref: fault.kill };
  }
  return "stop" in fault ? { act: "stop", ref: fault.stop } : { act: "start", ref: fault.start };
}
