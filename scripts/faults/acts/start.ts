import type { FaultOf } from "../../../stacks/lab/schema/fault.ts";
import type { Act } from "./act.ts";
import { actOnDaemon, leftUp } from "./daemon.ts";
import { POWER } from "./power.ts";

/** A node that is powered on has been made anew: its links are whole, its daemons up. */
export const start: Act<FaultOf<"start">> = {
  async carryOut({ daemon }, node, context) {
    if (daemon !== undefined) return actOnDaemon("start", node, daemon, context);
    await context.engine.power(context.lab, node, "start");
    return undefined;
  },
  leaves: ({ daemon }) => [daemon === undefined ? { what: POWER, putBack: null } : leftUp(daemon)],
};
