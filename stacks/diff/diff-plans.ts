import type { Plan, PlannedNode } from "../plan/plan.ts";
import { whyAnew } from "./anew.ts";
import { changeInPlace } from "./in-place.ts";
import type { Step } from "./step.ts";

/**
 * The steps from one plan to another of the same lab, none where they are equal: what is to go, then segments and
 * nodes that come, then what stays is changed in place, and daemons are told last. A node whose change goes too deep
 * is made anew.
 */
export function diffPlans(now: Plan, wanted: Plan): Step[] {
  const before = new Map(now.nodes.map((node) => [node.name, node]));
  const after = new Map(wanted.nodes.map((node) => [node.name, node]));
  const anew = new Map(wanted.nodes.flatMap((node) => anewEntry(before.get(node.name), node)));
  const changes = wanted.nodes.flatMap((node) => {
    const old = before.get(node.name);
    return old === undefined || anew.has(node.name) ? [] : [changeInPlace(old, node)];
  });
  return [
    ...now.nodes.flatMap(({ name }): Step[] => {
      const why = after.has(name) ? anew.get(name) : "it is no longer in the lab";
      return why === undefined ? [] : [{ do: "remove-node", node: name, why }];
    }),
    ...segmentsWithout(now, wanted).map(({ name }): Step => ({ do: "remove-segment", segment: name })),
    ...segmentsWithout(wanted, now).map((segment): Step => ({ do: "add-segment", segment })),
    ...changes.flatMap((change) => change.removals),
    ...wanted.nodes.flatMap(({ name }): Step[] => {
      const why = before.has(name) ? anew.get(name) : "it is new in the lab";
      return why === undefined ? [] : [{ do: "create-node", node: name, why }];
    }),
    ...changes.flatMap((change) => change.additions),
    ...changes.flatMap((change) => change.daemons),
  ];
}

function anewEntry(now: PlannedNode | undefined, wanted: PlannedNode): [string, string][] {
  const why = now === undefined ? null : whyAnew(now, wanted);
  return why === null ? [] : [[wanted.name, why]];
}

function segmentsWithout(plan: Plan, other: Plan): Plan["segments"] {
  const known = new Set(other.segments.map((segment) => segment.name));
  return plan.segments.filter((segment) => !known.has(segment.name));
}
