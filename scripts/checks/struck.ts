import { effectOf } from "../../stacks/lab/schema/fault.ts";
import type { FaultSpec } from "../../stacks/lab/schema/faults/fault-spec.ts";
import type { FaultRecord } from "../observe/observation.ts";

/** A fault that struck a node. */
export interface Struck extends FaultRecord {
  readonly node: string;
}

type Effect = FaultSpec<never>["effect"];

/** The first fault with one of these effects that struck one of these nodes. */
export function firstStrike(
  faults: readonly FaultRecord[],
  nodes: readonly string[],
  ...effects: readonly Effect[]
): Struck | undefined {
  return faults.find((one): one is Struck => isStruck(one, nodes) && effects.includes(effectOf(one.act)));
}

function isStruck({ node }: FaultRecord, nodes: readonly string[]): boolean {
  return node !== null && nodes.includes(node);
}
