import { faultKind, faultSpec } from "../schema/fault.ts";
import { parseLinkRef } from "../schema/faults/link.ts";
import { expectedOneOf } from "../suggest.ts";
import { faultsIn } from "./placed-faults.ts";
import type { Rule } from "./rule.ts";
import { tierOf } from "./topology.ts";

export const linkSegment: Rule = {
  name: "link-segment",
  about: "A link that a fault strikes is there: its node has an interface on the segment.",
  of: "tests",
  *find({ lab, tests }) {
    for (const { fault, path } of faultsIn(tests)) {
      const ref =
        "cut" in fault
          ? fault.cut
          : "restore" in fault
            ? fault.restore
            : "impair" in fault
              ? fault.impair
              : "";
      const { segment } = parseLinkRef(ref);
      const on = tierOf(lab, faultSpec(fault).about(fault) ?? "")?.on;
      if (segment === null || on === undefined || lab.segments[segment] === undefined) continue;
      if (!on.includes(segment)) {
        yield {
          message: `\`${ref}\` is no link: the node has no interface on \`${segment}\``,
          path: [...path, faultKind(fault)],
          label: expectedOneOf(on, "segments"),
        };
      }
    }
  },
};
