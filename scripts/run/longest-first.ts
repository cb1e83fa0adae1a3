import { estimateMs } from "./estimate.ts";
import type { LabFile } from "./lab-file.ts";

/** The labs in the order in which they should begin, so that no long one is left to the end. */
export function longestFirst(files: readonly LabFile[]): LabFile[] {
  return files.toSorted((a, b) => weightOf(b) - weightOf(a));
}

/** The time that proving a lab is about to take, roughly, in milliseconds. */
export function weightOf({ lab, plan }: LabFile): number {
  return estimateMs(lab.tests, { nodes: plan.nodes.length, withBreaks: true });
}
