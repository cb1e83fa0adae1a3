import type { Rule } from "./rule.ts";
import { sharedSegments } from "./topology.ts";

export const bgpPeers: Rule = {
  name: "bgp-peers",
  about:
    "Directors speak BGP with routers that speak it too, and over one segment: the next hop must be a neighbour.",
  of: "lab",
  *find({ lab }) {
    for (const [name, tier] of Object.entries(lab.tiers)) {
      const peers = tier.role === "director" ? tier.bgp?.peers : undefined;
      const other = peers === undefined ? undefined : lab.tiers[peers];
      if (peers === undefined || other?.role !== "router") continue;
      const place = { path: ["tiers", name, "bgp", "peers"] as const };
      if (other.bgp === null) {
        yield {
          ...place,
          message: `\`${peers}\` does not speak BGP`,
          label: "expected routers with `bgp`",
          cause: { path: ["tiers", peers], on: "key" as const, label: "has no `bgp`" },
          help: `give ${peers} \`bgp: { ecmp: l4 }\``,
        };
      } else if (sharedSegments(tier, other).length === 0) {
        yield {
          ...place,
          message: `\`${peers}\` and \`${name}\` are in no common segment`,
          label: `expected routers on: ${tier.on.join(", ")}`,
          cause: { path: ["tiers", peers, "on"], label: "these are elsewhere" },
        };
      }
    }
  },
};
