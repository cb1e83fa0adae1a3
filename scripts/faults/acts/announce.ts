import type { FaultOf } from "../../../stacks/lab/schema/fault.ts";
import type { Act } from "./act.ts";
import { tell } from "./route.ts";

export const announce: Act<FaultOf<"announce">> = {
  carryOut: ({ announce }, node, context) => tell("permit", announce, node, context),
  leaves: ({ announce }) => [{ what: `route to ${announce}`, putBack: null }],
};
