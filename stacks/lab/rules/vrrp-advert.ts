import type { Rule } from "./rule.ts";

export const vrrpAdvert: Rule = {
  name: "vrrp-advert",
  about: "VRRP version 2 tells its interval in whole seconds, 1 to 255 (RFC 3768, 5.3.7).",
  of: "lab",
  *find({ lab }) {
    for (const [name, tier] of Object.entries(lab.tiers)) {
      const vrrp = tier.role === "director" ? tier.vrrp : null;
      if (vrrp?.version === 2 && vrrp.advert % 1_000 !== 0) {
        yield {
          message: `VRRPv2 cannot tell an interval of ${vrrp.advert} ms`,
          path: ["tiers", name, "vrrp", "advert"],
          label: "expected whole seconds, as in 1s",
          cause: { path: ["tiers", name, "vrrp", "version"], label: "this version" },
          help: "version 3 tells hundredths of a second",
        };
      }
    }
  },
};
