import { nodesInLab } from "../lab/node-ref.ts";
import { parseLinkRef } from "../lab/schema/faults/link.ts";
import type { Lab } from "../lab/schema/lab.ts";

/** The nodes with links that a fault of a test or break makes worse: their kernel must be able to. */
export function impairedNodes(lab: Lab): ReadonlySet<string> {
  const timelines = lab.tests.flatMap(({ timeline, breaks }) => [
    ...timeline,
    ...breaks.flatMap((labBreak) => labBreak.timeline ?? []),
  ]);
  return new Set(
    timelines.flatMap((fault) => ("impair" in fault ? nodesInLab(parseLinkRef(fault.impair).node, lab) : [])),
  );
}
