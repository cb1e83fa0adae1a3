import type { Finding } from "../finding.ts";
import type { Lab } from "../schema/lab.ts";
import { type Send, sendTarget } from "../schema/send.ts";
import type { Path } from "../source.ts";
import type { Rule } from "./rule.ts";
import { segmentsWith, tierOf } from "./topology.ts";

export const overIpv6: Rule = {
  name: "over-ipv6",
  about: "Traffic by IPv6 needs such an address at both its ends.",
  of: "lab",
  *find({ lab, tests }) {
    for (const { test, path } of tests) {
      for (const [at, send] of (test.send ?? []).entries()) {
        if ("over" in send && send.over === "ipv6") yield* ofSend(lab, send, [...path, "send", at]);
      }
    }
  },
};

function* ofSend(lab: Lab, send: Send, path: Path): Generator<Finding> {
  const name = sendTarget(send);
  const service = lab.services[name];
  const cause = { path: [...path, "over"], label: "asked for here" };
  if ("via" in send && send.via !== undefined) {
    yield {
      message: "an edge cache cannot be asked by IPv6",
      path: [...path, "via"],
      label: "expected no `via`",
      cause,
    };
  } else if (service === undefined && lab.names[name] !== undefined) {
    yield {
      message: `the name \`${name}\` stands for IPv4 addresses alone`,
      path: [...path, "over"],
      label: "expected ipv4",
    };
  } else if (service !== undefined && service.vip6 === undefined) {
    yield {
      message: `service \`${name}\` has no IPv6 address`,
      path: [...path, "over"],
      label: "expected ipv4",
      cause: { path: ["services", name], on: "key", label: "has no `vip6`" },
      help: "give the service a `vip6`, an address of a segment of its director",
    };
  }
  for (const [index, from] of send.from.entries()) {
    const tier = tierOf(lab, from);
    if (tier === undefined || segmentsWith("ipv6", tier.on, lab).length > 0) continue;
    yield {
      message: `\`${from}\` has no IPv6 address to ask from`,
      path: [...path, "from", index],
      label: "expected a client on a segment with an IPv6 prefix",
      cause,
    };
  }
}
