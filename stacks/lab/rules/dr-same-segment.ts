import type { Allowable } from "./rule.ts";
import { serverTiers, sharedSegments } from "./topology.ts";

/** DR reaches a real server by its MAC address alone, so only within a segment of the director. */
export const drSameSegment: Allowable = {
  name: "dr-same-segment",
  of: "lab",
  *find({ lab }) {
    for (const [name, service] of Object.entries(lab.services)) {
      const director = lab.tiers[service.director];
      if (service.mode !== "dr" || director === undefined) {
        continue;
      }
      for (const { name: server, tier } of serverTiers(lab, service)) {
        if (sharedSegments(tier, director).length === 0) {
          yield {
            message: `real server \`${server}\` of service \`${name}\` is not in a segment of its director`,
            path: ["tiers", server, "on"],
            label: `expected one of: ${director.on.join(", ")}`,
            cause: {
              path: ["services", name, "mode"],
              label: "dr changes only the MAC address, so a router between the two loses the packet",
            },
            help: `put ${server} on ${director.on[0] ?? ""}, or set \`mode: tun\` or \`mode: nat\`; \`allow: [dr-same-segment]\` where it is meant`,
          };
        }
      }
    }
  },
};
