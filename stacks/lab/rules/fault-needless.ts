import { faultKind, faultSpec } from "../schema/fault.ts";
import { faultsIn } from "./placed-faults.ts";
import type { Rule } from "./rule.ts";
import { struckBefore, struckBy } from "./struck.ts";

export const faultNeedless: Rule = {
  name: "fault-needless",
  about: "What puts something back comes after what took it away.",
  of: "tests",
  *find({ lab, tests }) {
    for (const { fault, path, timeline } of faultsIn(tests)) {
      const kind = faultKind(fault);
      const { undoes } = faultSpec(fault);
      if (undoes === undefined) continue;
      const before = struckBefore(lab, timeline, { kinds: undoes.acts, at: fault.at });
      if (!struckBy(fault, lab).every((thing) => before.has(thing))) {
        const named = String(Object.entries(fault).find(([key]) => key === kind)?.[1]);
        yield {
          message: `\`${named}\` ${undoes.needless}`,
          path: [...path, kind],
          label: `expected a ${undoes.acts.map((act) => `\`${act}\``).join(" or ")} of it at an earlier time`,
        };
      }
    }
  },
};
