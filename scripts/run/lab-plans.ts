import { type LabReading, labAfter, labVariant } from "../../stacks/lab/read-lab.ts";
import type { Fault } from "../../stacks/lab/schema/fault.ts";
import type { Lab } from "../../stacks/lab/schema/lab.ts";
import type { LabBreak } from "../../stacks/lab/schema/test.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import { planLab } from "../../stacks/plan/plan-lab.ts";
import type { Templates } from "../../stacks/roles/templates.ts";
import type { LabFile } from "./lab-file.ts";

/** The plans of a lab that was read: as it is written, and as its breaks and faults change it, each planned once. */
export function labPlans(
  reading: LabReading,
  lab: Lab,
  templates: Templates,
): Pick<LabFile, "plan" | "planOf" | "planAfter"> {
  const planned = new Map<Lab, Plan>();
  const planOnce = (variant: Lab): Plan => {
    const plan = planned.get(variant) ?? planLab(variant, templates);
    planned.set(variant, plan);
    return plan;
  };
  return {
    plan: planOnce(lab),
    planOf: (labBreak) => planOnce(labVariant(reading, ...placeOf(labBreak, lab))),
    planAfter: (fault, labBreak) => {
      const [test, at] = labBreak === null ? [testWith(fault, lab), null] : placeOf(labBreak, lab);
      const variant = labAfter(reading, test, at, fault);
      return variant && planOnce(variant);
    },
  };
}

function placeOf(labBreak: LabBreak, { tests }: Lab): [test: number, at: number] {
  const test = tests.findIndex(({ breaks }) => breaks.includes(labBreak));
  return [test, tests[test]?.breaks.indexOf(labBreak) ?? -1];
}

function testWith(fault: Fault, { tests }: Lab): number {
  return tests.findIndex(({ timeline }) => timeline.includes(fault));
}
