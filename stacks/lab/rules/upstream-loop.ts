import type { Lab } from "../schema/lab.ts";
import { upstreamTiers } from "../schema/tiers/nginx.ts";
import type { Rule } from "./rule.ts";

export const upstreamLoop: Rule = {
  name: "upstream-loop",
  about: "A request that is passed on never comes back.",
  of: "lab",
  *find({ lab }) {
    for (const [name, tier] of Object.entries(lab.tiers)) {
      if (tier.role !== "nginx" || !reachedFrom(name, lab).has(name)) continue;
      yield {
        message: `tier \`${name}\` passes requests on to itself`,
        path: ["tiers", name, "upstream"],
        label: "expected a tier that passes nothing back",
      };
    }
  },
};

/** All tiers that a tier's requests come to, over others too. */
function reachedFrom(name: string, lab: Lab): ReadonlySet<string> {
  const reached = new Set<string>();
  const waiting = [name];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const tier = lab.tiers[next];
    for (const upstream of tier?.role === "nginx" ? upstreamTiers(tier) : []) {
      if (!reached.has(upstream)) waiting.push(upstream);
      reached.add(upstream);
    }
  }
  return reached;
}
