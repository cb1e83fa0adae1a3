import type { FaultOf } from "../../../stacks/lab/schema/fault.ts";
import type { Act } from "./act.ts";
import { inNode } from "./in-node.ts";

/** By the method PURGE, which the cache takes from its own machine alone. */
export const purge: Act<FaultOf<"purge">> = {
  async carryOut({ path }, node, context) {
    const curl = ["curl", "--silent", "--show-error", "--fail", "--max-time", "5", "--output", "/dev/null"];
    await inNode(context, node, [...curl, "--request", "PURGE", `http://127.0.0.1${path}`]);
    return undefined;
  },
  leaves: () => [],
};
