import type { Rule } from "./rule.ts";
import { serverTiers } from "./topology.ts";

export const weightsCount: Rule = {
  name: "weights-count",
  about: "Weights are given for each node of a tier, or for none.",
  of: "lab",
  *find({ lab }) {
    for (const [name, service] of Object.entries(lab.services)) {
      for (const { name: server, tier, weights } of serverTiers(lab, service)) {
        if (weights !== undefined && weights.length !== tier.count) {
          yield {
            message: `service \`${name}\` gives ${weights.length} weights to the ${tier.count} nodes of \`${server}\``,
            path: ["services", name, "servers", server, "weights"],
            label: `expected ${tier.count}`,
            cause: { path: ["tiers", server, "count"], label: "as counted here" },
          };
        }
      }
    }
  },
};
