import { impairment } from "../schema/impairment.ts";
import { faultsIn } from "./placed-faults.ts";
import type { Rule } from "./rule.ts";

export const impairEmpty: Rule = {
  name: "impair-empty",
  about: "A link gets worse by something.",
  of: "tests",
  *find({ tests }) {
    const keys = Object.keys(impairment);
    for (const { fault, path } of faultsIn(tests)) {
      if ("impair" in fault && !Object.keys(fault).some((key) => keys.includes(key))) {
        yield {
          message: "this `impair` changes nothing",
          path: [...path, "impair"],
          label: `expected beside it at least one of: ${keys.join(", ")}`,
        };
      }
    }
  },
};
