import type { Fault } from "../../stacks/lab/schema/fault.ts";
import type { Lab } from "../../stacks/lab/schema/lab.ts";
import type { LabBreak } from "../../stacks/lab/schema/test.ts";
import type { Plan } from "../../stacks/plan/plan.ts";

/** A lab file that was read and found right, with its plan. */
export interface LabFile {
  /** Absolute. */
  readonly path: string;
  /** As a person would write it from here. */
  readonly shownPath: string;
  readonly lab: Lab;
  readonly plan: Plan;
  /** The plan of the same lab with one thing changed. */
  planOf(labBreak: LabBreak): Plan;
  /** The plan as a fault leaves it, of the lab as written or as a break changes it; undefined where it leaves the plan as it is. */
  planAfter(fault: Fault, labBreak: LabBreak | null): Plan | undefined;
  /** Where a part of the document stands, as in `labs/x.yaml:31:7`. */
  where(path: readonly (string | number)[]): string;
}
