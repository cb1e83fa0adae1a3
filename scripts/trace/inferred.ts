import type { Plan, PlannedNode } from "../../stacks/plan/plan.ts";
import type { Segment } from "../observe/packets/sightings.ts";
import { asksOnAt, startOf } from "./inferred/asks-on.ts";
import { balancedAt } from "./inferred/balanced.ts";
import { guardedAt } from "./inferred/guarded.ts";
import { routedAt } from "./inferred/routed.ts";
import { takenAt } from "./inferred/taken.ts";
import type { Owners } from "./owners.ts";
import type { FieldChange, Reason, TracedHop, TracedWalk } from "./trace.ts";

/** One hop as it was seen, with what is known of its packet's whole way. */
export interface HopToExplain {
  readonly walk: Omit<TracedWalk, "hops">;
  readonly does: TracedHop["does"];
  readonly in: Segment | null;
  readonly out: Segment | null;
  readonly changes: readonly FieldChange[];
  /** The node that it came to; null where it came to none. */
  readonly next: string | null;
  /** Whether the SYN of its connection was seen to pass the node. */
  readonly sawSyn: boolean;
}

export interface Explaining {
  readonly plan: Plan;
  readonly owners: Owners;
}

export type Explain = (hop: HopToExplain, node: PlannedNode, context: Explaining) => Reason | null;

/** Each looks at what it knows about, and tells a reason only where the plan says just what was seen. */
const EXPLANATIONS: readonly Explain[] = [guardedAt, balancedAt, asksOnAt, startOf, takenAt, routedAt];

/** Why a hop did what it was seen to do: what the plan says, where that agrees; null where it says nothing or something else. */
export function inferredAt(hop: HopToExplain, context: Explaining): Reason | null {
  const segment = hop.in ?? hop.out;
  const node = context.owners.node(segment?.point.node ?? "");
  if (node === undefined) return null;
  for (const explain of EXPLANATIONS) {
    const reason = explain(hop, node, context);
    if (reason !== null) return reason;
  }
  return null;
}
