import type { Rule } from "./rule.ts";

export const directorAlone: Rule = {
  name: "director-alone",
  about:
    "A VIP has one owner, the first of its directors: two that both answer ARP for it would fight for its frames.",
  of: "lab",
  *find({ lab }) {
    for (const [name, { director }] of Object.entries(lab.services)) {
      const tier = lab.tiers[director];
      if (tier?.role === "director" && tier.vrrp === null && tier.bgp === null && tier.count > 1) {
        yield {
          severity: "warning",
          message: `only ${director}1 holds the VIP of service \`${name}\`, the other directors serve nothing`,
          path: ["tiers", director, "count"],
          label: "expected 1, or `vrrp` or `bgp` in this tier",
          cause: { path: ["services", name, "director"], label: "owns the VIP" },
        };
      }
    }
  },
};
