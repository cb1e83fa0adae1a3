import { upstreamTiers } from "../schema/tiers/nginx.ts";
import type { Path } from "../source.ts";
import type { Rule } from "./rule.ts";
import { reachedSegments } from "./topology.ts";

export const upstreamSegment: Rule = {
  name: "upstream-segment",
  about:
    "A web server and those that it passes requests on to share a segment, or routers stand between them.",
  of: "lab",
  *find({ lab }) {
    for (const [name, tier] of Object.entries(lab.tiers)) {
      if (tier.role !== "nginx") continue;
      const reached = reachedSegments(lab, tier);
      for (const upstreamName of upstreamTiers(tier)) {
        const upstream = lab.tiers[upstreamName];
        if (upstream === undefined || upstream.on.some((segment) => reached.has(segment))) continue;
        const at = (tier.rules ?? []).findIndex(({ to }) => to === upstreamName);
        const path: Path = upstreamName === tier.upstream ? ["upstream"] : ["rules", at, "to"];
        yield {
          message: `tier \`${name}\` has no way to its upstream \`${upstreamName}\``,
          path: ["tiers", name, ...path],
          label: `expected a tier on one of: ${tier.on.join(", ")}`,
          cause: { path: ["tiers", upstreamName, "on"], label: `${upstreamName} is here` },
        };
      }
    }
  },
};
