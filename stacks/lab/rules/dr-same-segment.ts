import type { Allowable } from "./rule.ts";
import { segmentsWith, serverTiers, sharedSegments } from "./topology.ts";

export const drSameSegment: Allowable = {
  name: "dr-same-segment",
  about: "DR reaches a real server by its MAC address alone, so only within a segment of the director.",
  of: "lab",
  *find({ lab }) {
    for (const [name, service] of Object.entries(lab.services)) {
      const director = lab.tiers[service.director];
      if (service.mode !== "dr" || director === undefined) {
        continue;
      }
      for (const { name: server, tier } of serverTiers(lab, service)) {
        const shared = sharedSegments(tier, director);
        // Where it has no IPv6 address at all, vip6-servers tells of it.
        const byIpv6 = service.vip6 !== undefined && segmentsWith("ipv6", tier.on, lab).length > 0;
        const lacks6 = byIpv6 && segmentsWith("ipv6", shared, lab).length === 0;
        if (shared.length === 0 || lacks6) {
          const wanted = shared.length === 0 ? director.on : segmentsWith("ipv6", director.on, lab);
          yield {
            message: `real server \`${server}\` of service \`${name}\` is not in a segment of its director${shared.length === 0 ? "" : " by IPv6"}`,
            path: ["tiers", server, "on"],
            label: `expected one of: ${wanted.join(", ")}`,
            cause: {
              path: ["services", name, "mode"],
              label: "dr changes only the MAC address, so a router between the two loses the packet",
            },
            help: `put ${server} on ${wanted[0] ?? ""}, or set \`mode: tun\` or \`mode: nat\`; \`allow: [dr-same-segment]\` where it is meant`,
          };
        }
      }
    }
  },
};
