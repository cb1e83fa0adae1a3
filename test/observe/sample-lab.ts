import type { RunningLab } from "../../scripts/engines/engine.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import { samplePlan } from "./sample-plan.ts";

/** A lab as an engine would tell of it. */
export function sampleLab(plan: Plan = samplePlan()): RunningLab {
  return {
    name: plan.lab,
    engine: "none",
    source: "/sample.yaml",
    plan,
    nodeKernels: {},
    since: 0,
    unfinished: false,
    bounded: [],
  };
}
