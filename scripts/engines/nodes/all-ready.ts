import type { PlannedNode } from "../../../stacks/plan/plan.ts";
import type { ApplyOptions } from "../engine.ts";
import { allOf } from "./all-of.ts";
import type { Reach } from "./reach.ts";
import { waitReady } from "./readiness.ts";

/** Resolves once these nodes' readiness probes are answered, all of them asked side by side. */
export async function allReady(
  reach: Reach,
  nodes: readonly PlannedNode[],
  options: ApplyOptions,
): Promise<void> {
  await allOf(options.signal, nodes, (node, signal) => ready(reach, node, { ...options, signal }));
}

/** The same for one node. */
export async function ready(
  reach: Reach,
  node: PlannedNode,
  { progress, signal, poolMayLack = false }: ApplyOptions,
): Promise<void> {
  if (node.readiness.length === 0) return;
  const lacks = await waitReady(reach, node, { signal, poolMayLack });
  progress({ phase: "ready", node: node.name, text: lacks ?? "ready" });
}
