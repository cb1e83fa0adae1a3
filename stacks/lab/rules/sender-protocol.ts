import { senderKind, sendTarget } from "../schema/send.ts";
import type { Rule } from "./rule.ts";

/** HTTP and SYNs are TCP, so they reach no service that is UDP. */
export const senderProtocol: Rule = {
  name: "sender-protocol",
  of: "tests",
  *find({ lab, tests }) {
    for (const { test, path } of tests) {
      for (const [at, send] of (test.send ?? []).entries()) {
        const name = sendTarget(send);
        if (lab.services[name]?.protocol !== "udp") continue;
        yield {
          message: `service \`${name}\` is UDP, and \`${senderKind(send)}\` sends TCP`,
          path: [...path, "send", at],
          label: "expected traffic to a service of TCP",
          cause: { path: ["services", name, "protocol"], label: "its protocol" },
        };
      }
    }
  },
};
