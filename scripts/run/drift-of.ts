import { driftSteps } from "../../stacks/diff/drift.ts";
import type { Step } from "../../stacks/diff/step.ts";
import type { PlannedNode } from "../../stacks/plan/plan.ts";
import type { Engine, RunningLab } from "../engines/engine.ts";

/**
 * The steps that bring nodes of a running lab back to its plan, by what the nodes themselves say; none where all is as
 * planned. A node that does not answer is made anew.
 */
export async function driftOf(
  running: RunningLab,
  engine: Pick<Engine, "observe">,
  nodes: readonly PlannedNode[] = running.plan.nodes,
): Promise<readonly Step[]> {
  const states = await Promise.all(nodes.map(({ name }) => engine.observe(running, name).catch(() => null)));
  const silent = nodes.filter((_, index) => states[index] === null);
  return [
    ...silent.map(({ name }): Step => ({ do: "create-node", node: name, why: "it does not answer" })),
    ...driftSteps(
      running.plan,
      states.flatMap((state) => state ?? []),
    ),
  ];
}
