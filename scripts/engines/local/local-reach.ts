import { startTimeOf } from "../nodes/processes.ts";
import type { Reach } from "../nodes/reach.ts";
import { insideNode, labPath } from "./anchor.ts";
import { underBounds } from "./bounds.ts";
import type { LabRecord } from "./record.ts";

/** The way into the nodes of a lab of this engine, through its anchor. */
export function localReach(record: LabRecord): Reach {
  const { name, plan, nodeKernels, anchor, inits } = record;
  const pidOf = (node: string) => inits[node]?.pid ?? 0;
  return {
    name,
    plan,
    nodeKernels,
    lives: (node) => {
      const init = inits[node];
      return init !== undefined && startTimeOf(init.pid, labPath(anchor, "/proc")) === init.startTime;
    },
    enter: (node, command) => insideNode(anchor, pidOf(node), command),
    underBounds: (node) => underBounds(record, node),
    networkPath: (node, file) => labPath(anchor, `/proc/${pidOf(node)}/net/${file}`),
    unlock: [],
  };
}
