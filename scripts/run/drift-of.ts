import { driftSteps } from "../../stacks/diff/drift.ts";
import type { Step } from "../../stacks/diff/step.ts";
import type { PlannedNode } from "../../stacks/plan/plan.ts";
import type { Engine, RunningLab } from "../engines/engine.ts";

/** The steps that bring nodes of a running lab back to its plan, by what the nodes themselves say; none where all is as planned. */
export async function driftOf(
  running: RunningLab,
  engine: Pick<Engine, "observe">,
  nodes: readonly PlannedNode[] = running.plan.nodes,
): Promise<readonly Step[]> {
  const states = await Promise.all(nodes.map((node) => engine.observe(running, node.name)));
  return driftSteps(running.plan, states);
}
