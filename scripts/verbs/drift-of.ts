import { driftSteps } from "../../stacks/diff/drift.ts";
import type { Step } from "../../stacks/diff/step.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import type { Engine, RunningLab } from "../engines/engine.ts";

/** What somebody changed in the nodes by hand, as the steps that undo it; nodes that `wanted` has no more are left out. */
export async function driftOf(running: RunningLab, wanted: Plan, engine: Engine): Promise<readonly Step[]> {
  const kept = new Set(wanted.nodes.map((node) => node.name));
  const nodes = running.plan.nodes.filter((node) => kept.has(node.name));
  const states = await Promise.all(nodes.map((node) => engine.observe(running, node.name)));
  return driftSteps(running.plan, states);
}
