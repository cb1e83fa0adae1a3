import { senderKind, sendTarget } from "../schema/send.ts";
import type { Rule } from "./rule.ts";

export const senderProtocol: Rule = {
  name: "sender-protocol",
  about: "HTTP and SYNs are TCP, so they reach no service that is UDP, and DNS queries none that is TCP.",
  of: "tests",
  *find({ lab, tests }) {
    for (const { test, path } of tests) {
      for (const [at, send] of (test.send ?? []).entries()) {
        const name = sendTarget(send);
        const sent = senderKind(send) === "dns" ? "udp" : "tcp";
        const taken = lab.services[name]?.protocol;
        if (taken === undefined || taken === sent) continue;
        yield {
          message: `service \`${name}\` is ${taken.toUpperCase()}, and \`${senderKind(send)}\` sends ${sent.toUpperCase()}`,
          path: [...path, "send", at],
          label: `expected traffic to a service of ${sent.toUpperCase()}`,
          cause: { path: ["services", name, "protocol"], label: "its protocol" },
        };
      }
    }
  },
};
