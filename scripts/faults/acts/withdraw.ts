import type { FaultOf } from "../../../stacks/lab/schema/fault.ts";
import type { Act } from "./act.ts";
import { tell } from "./route.ts";

export const withdraw: Act<FaultOf<"withdraw">> = {
  carryOut: ({ withdraw }, node, context) => tell("no", withdraw, node, context),
  leaves: ({ withdraw }, node) => [
    { what: `route to ${withdraw}`, putBack: (context) => tell("permit", withdraw, node, context) },
  ],
};
