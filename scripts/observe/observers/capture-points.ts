import type { Plan } from "../../../stacks/plan/plan.ts";
import type { CapturePoint } from "../../engines/engine.ts";

/** Every interface of every node, so that each hop is seen on both its sides. */
export function capturePoints(plan: Plan): CapturePoint[] {
  return plan.nodes.flatMap((node) =>
    node.interfaces.map((planned) => ({ node: node.name, interface: planned.name })),
  );
}
