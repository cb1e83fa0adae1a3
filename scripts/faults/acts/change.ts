import type { FaultOf } from "../../../stacks/lab/schema/fault.ts";
import type { Act } from "./act.ts";
import { become } from "./become.ts";

export const change: Act<FaultOf<"change">> = {
  alone: true,
  carryOut: (_fault, _node, context) => become(context),
  leaves: () => [],
};
