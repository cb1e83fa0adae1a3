import type { Rule } from "./rule.ts";
import { sharedSegments } from "./topology.ts";

/** A proxy and its upstream share a segment. */
export const upstreamSegment: Rule = {
  name: "upstream-segment",
  of: "lab",
  *find({ lab }) {
    for (const [name, tier] of Object.entries(lab.tiers)) {
      const upstreamName = tier.role === "nginx" ? tier.upstream : undefined;
      const upstream = upstreamName === undefined ? undefined : lab.tiers[upstreamName];
      if (
        upstreamName !== undefined &&
        upstream !== undefined &&
        sharedSegments(tier, upstream).length === 0
      ) {
        yield {
          message: `tier \`${name}\` shares no segment with its upstream \`${upstreamName}\``,
          path: ["tiers", name, "upstream"],
          label: `expected a tier on one of: ${tier.on.join(", ")}`,
          cause: { path: ["tiers", upstreamName, "on"], label: `${upstreamName} is here` },
        };
      }
    }
  },
};
