import type { FaultOf } from "../../../stacks/lab/schema/fault.ts";
import { impaired, qdiscWords } from "../../../stacks/plan/impairment.ts";
import type { PlannedInterface } from "../../../stacks/plan/plan.ts";
import type { Act, ActContext } from "./act.ts";
import { inNode } from "./in-node.ts";
import { linksOf } from "./links.ts";

/** By netem, in the kernel that has the interface: what the node sends gets worse, beside what its segment does to it. */
export const impair: Act<FaultOf<"impair">> = {
  async carryOut(fault, node, context) {
    for (const link of linksOf(fault.impair, node, context.lab.plan))
      await inNode(context, node, qdiscWords(link.name, { ...link.impairment, ...impaired(fault) }));
    return undefined;
  },
  leaves: ({ impair }, node, plan) =>
    linksOf(impair, node, plan).map((link) => ({
      what: `quality ${link.name}`,
      putBack: (context) => asPlanned(link, node, context),
    })),
};

/** A link is as good again as its plan says. */
export async function asPlanned(
  { name, impairment }: PlannedInterface,
  node: string,
  context: Pick<ActContext, "engine" | "lab" | "signal">,
): Promise<void> {
  const whole = ["/bin/sh", "-c", 'tc qdisc delete dev "$1" root 2>/dev/null || :', "whole", name];
  await inNode(context, node, impairment === undefined ? whole : qdiscWords(name, impairment));
}
