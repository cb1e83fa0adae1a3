import type { FaultOf } from "../../../stacks/lab/schema/fault.ts";
import type { Act } from "./act.ts";
import { putBackWeight, weigh } from "./pool.ts";

export const drain: Act<FaultOf<"drain">> = {
  alone: true,
  carryOut: ({ of }, node, context) => weigh("drain", of, node, context),
  leaves: ({ of }, node, plan) => [{ what: `weight in ${of}`, putBack: putBackWeight(of, node, plan) }],
};
