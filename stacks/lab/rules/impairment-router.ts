import { impairment } from "../schema/impairment.ts";
import type { Rule } from "./rule.ts";

export const impairmentRouter: Rule = {
  name: "impairment-router",
  about: "What makes a segment slow or lossy is its routers' doing.",
  of: "lab",
  *find({ lab }) {
    for (const [name, segment] of Object.entries(lab.segments)) {
      const hasRouter = Object.values(lab.tiers).some(
        ({ role, on }) => role === "router" && on.includes(name),
      );
      const key = KEYS.find((one) => (segment[one] ?? 0) > 0);
      if (key !== undefined && !hasRouter) {
        yield {
          message: `nothing can give segment \`${name}\` its ${key}: it has no router`,
          path: ["segments", name, key],
          label: "expected a tier of `role: router` on this segment",
        };
      }
    }
  },
};

const KEYS = Object.keys(impairment) as (keyof typeof impairment)[];
