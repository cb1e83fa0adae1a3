import { parseNodeRef } from "../node-ref.ts";
import { faultKind } from "../schema/fault.ts";
import { faultsIn } from "./placed-faults.ts";
import type { Rule } from "./rule.ts";

export const withdrawBgp: Rule = {
  name: "withdraw-bgp",
  about: "Only a route that a director announces can be withdrawn.",
  of: "tests",
  *find({ lab, tests }) {
    for (const { fault, path } of faultsIn(tests)) {
      if (!("withdraw" in fault || "announce" in fault)) continue;
      const service = "withdraw" in fault ? fault.withdraw : fault.announce;
      const { tier: name } = parseNodeRef(fault.by);
      const tier = lab.tiers[name];
      if (tier?.role !== "director" || lab.services[service] === undefined) continue;
      if (tier.bgp?.announce.includes(service) !== true) {
        yield {
          message: `\`${fault.by}\` does not announce service \`${service}\``,
          path: [...path, faultKind(fault)],
          label: "expected a service that the director tells of by BGP",
          cause: { path: ["tiers", name], on: "key", label: "announces nothing of it" },
          help: "give the tier `bgp`, as in `bgp: { peers: switch, announce: shop }`",
        };
      }
    }
  },
};
