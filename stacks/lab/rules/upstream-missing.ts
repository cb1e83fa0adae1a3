import type { Rule } from "./rule.ts";

export const upstreamMissing: Rule = {
  name: "upstream-missing",
  about: "Rules and cookies choose among servers behind; what fits no rule needs an upstream.",
  of: "lab",
  *find({ lab }) {
    for (const [name, tier] of Object.entries(lab.tiers)) {
      if (tier.role !== "nginx" || tier.upstream !== undefined) continue;
      for (const key of ["rules", "sticky"] as const) {
        if (tier[key] === null) continue;
        yield {
          message: `tier \`${name}\` has \`${key}\`, but no upstream`,
          path: ["tiers", name, key],
          on: "key",
          label: "expected an `upstream` beside it",
          help: "`upstream` is where requests go that fit no rule",
        };
      }
    }
  },
};
