import type { FaultOf } from "../../../stacks/lab/schema/fault.ts";
import type { Plan } from "../../../stacks/plan/plan.ts";
import type { Act } from "./act.ts";
import { asPlanned } from "./impair.ts";
import { linksOf } from "./links.ts";

export const restore: Act<FaultOf<"restore">> = {
  async carryOut({ restore }, node, context) {
    const { engine, lab } = context;
    for (const link of linksOf(restore, node, lab.plan)) {
      await engine.link(lab, { node, interface: link.name }, "up");
      if (canImpair(node, lab.plan)) await asPlanned(link, node, context);
    }
    return undefined;
  },
  leaves: ({ restore }, node, plan) =>
    linksOf(restore, node, plan).flatMap(({ name }) => [
      { what: `link ${name}`, putBack: null },
      { what: `quality ${name}`, putBack: null },
    ]),
};

function canImpair(node: string, { nodes }: Plan): boolean {
  return nodes.find(({ name }) => name === node)?.kernelNeeds.includes("netem") ?? false;
}
