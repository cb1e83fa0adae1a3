import { diffPlans } from "../../../stacks/diff/diff-plans.ts";
import type { RunningLab } from "../../engines/engine.ts";
import type { ActContext } from "./act.ts";

/** Applies the difference to the plan that the fault asks for, as `tierlab up` does after an edit. */
export async function become({
  engine,
  lab,
  planAfter,
  signal,
}: ActContext): Promise<RunningLab | undefined> {
  if (planAfter === undefined) return undefined;
  const steps = diffPlans(lab.plan, planAfter);
  return steps.length === 0
    ? undefined
    : engine.apply(lab, steps, planAfter, { progress: () => {}, signal, poolMayLack: true });
}
