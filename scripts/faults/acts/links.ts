import { parseLinkRef } from "../../../stacks/lab/schema/faults/link.ts";
import type { Plan, PlannedInterface } from "../../../stacks/plan/plan.ts";

/** The interfaces of a node that a link's name means: the one on its segment, or all. */
export function linksOf(ref: string, node: string, plan: Plan): readonly PlannedInterface[] {
  const { segment } = parseLinkRef(ref);
  const interfaces = plan.nodes.find(({ name }) => name === node)?.interfaces ?? [];
  return interfaces.filter((one) => segment === null || one.segment === segment);
}
