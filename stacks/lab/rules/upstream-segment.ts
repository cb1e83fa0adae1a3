import type { Rule } from "./rule.ts";
import { reachedSegments } from "./topology.ts";

/** A web server and its upstream share a segment, or routers stand between them. */
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
        !upstream.on.some((segment) => reachedSegments(lab, tier).has(segment))
      ) {
        yield {
          message: `tier \`${name}\` has no way to its upstream \`${upstreamName}\``,
          path: ["tiers", name, "upstream"],
          label: `expected a tier on one of: ${tier.on.join(", ")}`,
          cause: { path: ["tiers", upstreamName, "on"], label: `${upstreamName} is here` },
        };
      }
    }
  },
};
