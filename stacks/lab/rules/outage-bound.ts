import type { Rule } from "./rule.ts";

export const outageBound: Rule = {
  name: "outage-bound",
  about:
    "The bound of an outage is computed from the timers of what ends it, so it must be told, and be there.",
  of: "tests",
  *find({ lab, tests }) {
    for (const { test, path } of tests) {
      for (const [at, outage] of (test.expect.outage ?? []).entries()) {
        const place = [...path, "expect", "outage", at];
        const domain = lab.names[outage.of];
        const isByDns = outage["at-most"] === "bound" && outage.from === "dns";
        const director = lab.services[outage.of]?.director ?? "";
        const tier = lab.tiers[director];
        if (outage["at-most"] === "bound" && outage.from === undefined) {
          yield {
            message: "no bound can be computed: nothing is said to end the outage",
            path: [...place, "at-most"],
            label: "expected `from` beside it, as in from: vrrp, or a duration",
          };
        } else if (isByDns && (domain === undefined || domain.check === null)) {
          yield {
            message: `no bound can be computed: ${domain === undefined ? `\`${outage.of}\` is no name of the DNS` : `the name \`${outage.of}\` has no \`check\``}`,
            path: [...place, "from"],
            label: "expected a name whose name servers check its answers",
            ...(domain === undefined
              ? {}
              : { cause: { path: ["names", outage.of], on: "key", label: "has none" } as const }),
          };
        } else if (outage.from?.startsWith("vrrp") && tier?.role === "director" && tier.vrrp === null) {
          yield {
            message: `no bound can be computed: tier \`${director}\` has no \`vrrp\``,
            path: [...place, "from"],
            label: "expected directors that share the VIP",
            cause: { path: ["tiers", director], on: "key", label: "has none" },
            help: "give the tier `vrrp`, as in `vrrp: { advert: 100ms }`",
          };
        }
      }
    }
  },
};
