import type { Rule } from "./rule.ts";

/** A segment's delay is its routers' doing. */
export const delayRouter: Rule = {
  name: "delay-router",
  of: "lab",
  *find({ lab }) {
    for (const [name, { delay = 0 }] of Object.entries(lab.segments)) {
      const hasRouter = Object.values(lab.tiers).some(
        ({ role, on }) => role === "router" && on.includes(name),
      );
      if (delay > 0 && !hasRouter) {
        yield {
          message: `nothing can delay segment \`${name}\`: it has no router`,
          path: ["segments", name, "delay"],
          label: "expected a tier of `role: router` on this segment",
        };
      }
    }
  },
};
