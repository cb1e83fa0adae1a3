import type { Expect } from "../schema/expect.ts";
import { paceOf, sendTarget } from "../schema/send.ts";
import type { Rule } from "./rule.ts";

export const boundTimer: Rule = {
  name: "bound-timer",
  about: "`bound` is computed from the timers of the health check, so there must be one.",
  of: "tests",
  *find({ lab, tests }) {
    for (const { test, path } of tests) {
      const probed = (test.send ?? []).flatMap((send) => (paceOf(send) === null ? [] : [sendTarget(send)]));
      const unchecked = probed.find((name) => lab.services[name]?.check === null);
      for (const check of ["errors-stop", "returns"] as const satisfies readonly (keyof Expect)[]) {
        for (const [at, { within }] of (test.expect[check] ?? []).entries()) {
          if (within === "bound" && unchecked !== undefined) {
            yield {
              message: `no bound can be computed: service \`${unchecked}\` has no health check`,
              path: [...path, "expect", check, at, "within"],
              label: "expected a duration, as in 2s",
              cause: { path: ["services", unchecked], on: "key", label: "has no `check`" },
              help: "give the service a `check`, as in `check: { http: /healthz, every: 500ms }`",
            };
          }
        }
      }
    }
  },
};
