import { drainedLab, type PoolFault } from "../drained-lab.ts";
import { parseNodeRef } from "../node-ref.ts";
import { faultKind } from "../schema/fault.ts";
import { expectedOneOf } from "../suggest.ts";
import { faultsIn } from "./placed-faults.ts";
import type { Rule } from "./rule.ts";
import { weightsZero } from "./weights-zero.ts";

export const drainServer: Rule = {
  name: "drain-server",
  about: "Who is drained is a real server of the service, and not its last one.",
  of: "tests",
  *find(subject) {
    const { lab, tests } = subject;
    for (const { fault, path, timeline } of faultsIn(tests)) {
      if (!("drain" in fault || "refill" in fault)) continue;
      const service = lab.services[fault.of];
      const ref = "drain" in fault ? fault.drain : fault.refill;
      const { tier } = parseNodeRef(ref);
      if (service === undefined || lab.tiers[tier] === undefined) continue;
      const place = [...path, faultKind(fault)];
      if (service.servers[tier] === undefined) {
        yield {
          message: `\`${ref}\` is no real server of service \`${fault.of}\``,
          path: place,
          label: expectedOneOf(Object.keys(service.servers), "tiers"),
          cause: { path: ["services", fault.of, "servers"], label: "its real servers" },
        };
        continue;
      }
      const before = timeline.filter(
        (other): other is PoolFault => ("drain" in other || "refill" in other) && other.at <= fault.at,
      );
      const drained = drainedLab(lab, before);
      if ("drain" in fault && [...weightsZero.find({ ...subject, lab: drained })].length > 0) {
        yield {
          message: `no real server of service \`${fault.of}\` is left`,
          path: place,
          label: "expected one at least that keeps its weight",
        };
      }
    }
  },
};
