import type { FaultOf } from "../../../stacks/lab/schema/fault.ts";
import type { Act } from "./act.ts";
import { linksOf } from "./links.ts";

export const cut: Act<FaultOf<"cut">> = {
  async carryOut({ cut }, node, { engine, lab }) {
    for (const { name } of linksOf(cut, node, lab.plan))
      await engine.link(lab, { node, interface: name }, "down");
    return undefined;
  },
  leaves: ({ cut }, node, plan) =>
    linksOf(cut, node, plan).map(({ name }) => ({
      what: `link ${name}`,
      putBack: ({ engine, lab }) => engine.link(lab, { node, interface: name }, "up"),
    })),
};
