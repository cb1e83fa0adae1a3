import type { FaultOf } from "../../../stacks/lab/schema/fault.ts";
import type { Act } from "./act.ts";
import { actOnDaemon, leftDown } from "./daemon.ts";
import { leftWithoutPower } from "./power.ts";

export const stop: Act<FaultOf<"stop">> = {
  async carryOut({ daemon }, node, context) {
    if (daemon !== undefined) return actOnDaemon("stop", node, daemon, context);
    await context.engine.power(context.lab, node, "stop");
    return undefined;
  },
  leaves: ({ daemon }, node) => [daemon === undefined ? leftWithoutPower(node) : leftDown(node, daemon)],
};
