import type { Rule } from "./rule.ts";

export const latencyDelay: Rule = {
  name: "latency-delay",
  about: "Round trips are told apart by the delay of the segment that they cross.",
  of: "tests",
  *find({ lab, tests }) {
    for (const { test, path } of tests) {
      for (const [at, { over }] of (test.expect.latency ?? []).entries()) {
        const segment = lab.segments[over];
        if (segment !== undefined && (segment.delay ?? 0) < LEAST_DELAY_MS) {
          yield {
            message: `round trips over segment \`${over}\` cannot be told apart`,
            path: [...path, "expect", "latency", at, "over"],
            label: `expected a segment with a \`delay\` of at least ${LEAST_DELAY_MS}ms`,
            cause: { path: ["segments", over], on: "key", label: "the segment" },
          };
        }
      }
    }
  },
};

/** Well above what a whole request takes without any delay. */
const LEAST_DELAY_MS = 50;
