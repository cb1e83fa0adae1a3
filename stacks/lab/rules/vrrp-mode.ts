import type { Rule } from "./rule.ts";

export const vrrpMode: Rule = {
  name: "vrrp-mode",
  about:
    "VRRP moves the VIP alone. In the other modes replies come back through the director too, so an address that they come back to would have to move along.",
  of: "lab",
  *find({ lab }) {
    for (const [name, service] of Object.entries(lab.services)) {
      const tier = lab.tiers[service.director];
      if (tier?.role === "director" && tier.vrrp !== null && service.mode !== "dr") {
        yield {
          message: `directors that share VIPs by VRRP cannot serve \`${name}\` by mode ${service.mode}`,
          path: ["services", name, "mode"],
          label: "expected dr",
          cause: { path: ["tiers", service.director, "vrrp"], on: "key", label: "shared here" },
          help: "by dr the web servers answer the client themselves, whichever director asked them",
        };
      }
    }
  },
};
