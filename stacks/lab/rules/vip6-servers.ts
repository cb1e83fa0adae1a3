import type { Rule } from "./rule.ts";
import { segmentsWith, serverTiers } from "./topology.ts";

export const vip6Servers: Rule = {
  name: "vip6-servers",
  about:
    "What IPVS hands on by IPv6 needs a real server with such an address; a proxy asks its servers by IPv4.",
  of: "lab",
  *find({ lab }) {
    for (const [name, service] of Object.entries(lab.services)) {
      if (service.vip6 === undefined || service.mode === "proxy") continue;
      for (const { name: server, tier } of serverTiers(lab, service)) {
        if (segmentsWith("ipv6", tier.on, lab).length > 0) continue;
        yield {
          message: `real server \`${server}\` of service \`${name}\` has no IPv6 address`,
          path: ["tiers", server, "on"],
          label: "expected a segment with an IPv6 prefix",
          cause: { path: ["services", name, "vip6"], label: "served by IPv6 too" },
          help: "write both prefixes of a segment as a list, as in dmz: [10.10.0.0/24, 2001:db8:10::/64]",
        };
      }
    }
  },
};
