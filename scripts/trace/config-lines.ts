import type { PlannedNode } from "../../stacks/plan/plan.ts";
import type { ConfigLine } from "./trace.ts";

/** The first line of a node's files that matches, from the first one on that matches `after`; none where there is none. */
export function configLine(node: PlannedNode, line: RegExp, after?: RegExp): ConfigLine[] {
  for (const file of node.files) {
    const lines = file.content.split("\n");
    const from = after === undefined ? 0 : lines.findIndex((text) => after.test(text));
    if (from < 0) continue;
    const at = lines.findIndex((text, index) => index >= from && line.test(text));
    if (at >= 0) return [{ where: `${file.path}:${at + 1}`, text: (lines[at] ?? "").trim() }];
  }
  return [];
}

/** Text that a pattern shall find as it is. */
export function literally(text: string | number): string {
  return String(text).replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
