import type { Rule } from "./rule.ts";

const MAX_PROBES = 1_000_000;

export const probeMany: Rule = {
  name: "probe-many",
  about: "Probes are bounded like requests.",
  of: "tests",
  *find({ tests }) {
    for (const { test, path } of tests) {
      for (const [at, send] of (test.send ?? []).entries()) {
        if ("probe" in send && send.for / send.every > MAX_PROBES) {
          yield {
            message: `test \`${test.id}\` sends ${Math.ceil(send.for / send.every)} probes`,
            path: [...path, "send", at, "for"],
            label: `expected at most ${MAX_PROBES} probes`,
          };
        }
      }
    }
  },
};
