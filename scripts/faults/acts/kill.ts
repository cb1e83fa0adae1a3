import type { FaultOf } from "../../../stacks/lab/schema/fault.ts";
import type { Act } from "./act.ts";
import { actOnDaemon, leftDown } from "./daemon.ts";
import { leftWithoutPower } from "./power.ts";

export const kill: Act<FaultOf<"kill">> = {
  async carryOut({ daemon }, node, context) {
    if (daemon !== undefined) return actOnDaemon("kill", node, daemon, context);
    await context.engine.power(context.lab, node, "kill");
    return undefined;
  },
  leaves: ({ daemon }, node) => [daemon === undefined ? leftWithoutPower(node) : leftDown(node, daemon)],
};
