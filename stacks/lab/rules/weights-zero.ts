import type { Rule } from "./rule.ts";

export const weightsZero: Rule = {
  name: "weights-zero",
  about:
    "One server at least has a weight: keepalived refuses a configuration by which no connection could go anywhere.",
  of: "lab",
  *find({ lab }) {
    for (const [name, service] of Object.entries(lab.services)) {
      const weights = Object.values(service.servers).map((server) => server.weights);
      const isIdle = weights.length > 0 && weights.every((list) => list?.every((weight) => weight === 0));
      if (isIdle) {
        yield {
          message: `all servers of service \`${name}\` have the weight 0, so no connection could go anywhere`,
          path: ["services", name, "servers"],
          label: "expected one weight above 0",
        };
      }
    }
  },
};
