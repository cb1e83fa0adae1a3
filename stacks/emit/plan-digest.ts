import { createHash } from "node:crypto";
import type { PlannedNode } from "../plan/plan.ts";

/**
 * Names what a node was made from: SHA-256 of the node's part of the plan, in hex. It is the node's own and not the whole
 * lab's, so that a change of one node leaves the others' containers as they are, and so that one sees which are old.
 */
export function planDigest(node: PlannedNode): string {
  return createHash("sha256").update(JSON.stringify(node)).digest("hex");
}
