import { parseNodeRef } from "../node-ref.ts";
import type { Expect } from "../schema/expect.ts";
import { paceOf, sendTarget } from "../schema/send.ts";
import { upstreamTiers } from "../schema/tiers/nginx.ts";
import type { Rule } from "./rule.ts";

export const boundTimer: Rule = {
  name: "bound-timer",
  about:
    "`bound` is computed from the timers of the health check, or of those who ask another server, so there must be such.",
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
      for (const [at, waits] of (test.expect.waits ?? []).entries()) {
        const struck = parseNodeRef(waits.after).tier;
        const passing = Object.values(lab.tiers).some(
          (tier) => tier.role === "nginx" && tier.failover !== null && upstreamTiers(tier).includes(struck),
        );
        if (waits["at-most"] === "bound" && !passing) {
          yield {
            message: `no bound can be computed: nobody asks another server in the stead of \`${waits.after}\``,
            path: [...path, "expect", "waits", at, "at-most"],
            label: "expected a duration, as in 2s",
            help: "a tier of role nginx with it as its `upstream`, and with `failover`, would",
          };
        }
      }
    }
  },
};
