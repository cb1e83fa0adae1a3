import type { FaultOf } from "../../../stacks/lab/schema/fault.ts";
import type { Act } from "./act.ts";
import { weigh } from "./pool.ts";

export const refill: Act<FaultOf<"refill">> = {
  alone: true,
  carryOut: ({ of }, node, context) => weigh("ready", of, node, context),
  leaves: ({ of }) => [{ what: `weight in ${of}`, putBack: null }],
};
