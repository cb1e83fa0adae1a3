import type { Rule } from "./rule.ts";

export const segmentTwice: Rule = {
  name: "segment-twice",
  about: "A tier is on a segment once.",
  of: "lab",
  *find({ lab }) {
    for (const [name, { on }] of Object.entries(lab.tiers)) {
      for (const [at, segment] of on.entries()) {
        const first = on.indexOf(segment);
        if (first !== at) {
          yield {
            message: `tier \`${name}\` is on segment \`${segment}\` twice`,
            path: ["tiers", name, "on", at],
            label: "expected another segment",
            cause: { path: ["tiers", name, "on", first], label: "named here already" },
          };
        }
      }
    }
  },
};
