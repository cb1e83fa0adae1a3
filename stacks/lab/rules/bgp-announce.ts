import type { Finding } from "../finding.ts";
import type { Lab } from "../schema/lab.ts";
import type { Rule } from "./rule.ts";
import { segmentOf } from "./topology.ts";

export const bgpAnnounce: Rule = {
  name: "bgp-announce",
  about:
    "A director announces VIPs of its own services, each for one service, and outside every segment: nobody asks for them by ARP.",
  of: "lab",
  *find({ lab }) {
    for (const [name, tier] of Object.entries(lab.tiers)) {
      if (tier.role !== "director" || tier.bgp === null) continue;
      for (const [at, service] of tier.bgp.announce.entries()) {
        yield* ofService(lab, name, service, ["tiers", name, "bgp", "announce", at]);
      }
    }
  },
};

function* ofService(lab: Lab, tier: string, name: string, path: Finding["path"]): Generator<Finding> {
  const service = lab.services[name];
  if (service === undefined) return;
  const home = segmentOf(lab, service.vip);
  const [sharer] =
    Object.entries(lab.services).find(([other, { vip }]) => other !== name && vip === service.vip) ?? [];
  if (service.director !== tier) {
    yield {
      message: `\`${tier}\` cannot announce service \`${name}\``,
      path,
      label: `expected a service of ${tier}`,
      cause: { path: ["services", name, "director"], label: "has other directors" },
    };
  } else if (home !== null) {
    yield {
      message: `the VIP of service \`${name}\` is announced, and an address of segment ${home} as well`,
      path: ["services", name, "vip"],
      label: "expected an address outside every segment",
      cause: { path, label: `announced by every one of ${tier}` },
      help: "in a segment it is asked for by ARP, and all directors would answer",
    };
  } else if (sharer !== undefined) {
    yield {
      message: `services \`${sharer}\` and \`${name}\` share a VIP that is announced`,
      path: ["services", name, "vip"],
      label: "expected a VIP of its own",
      cause: { path, label: "announced while this one service is served" },
    };
  }
}
