import { createHash } from "node:crypto";

/** The kernel keeps 16 bytes for an interface's name, one of them for the final NUL. */
const LONGEST_NAME = 15;

/** The bridge that is a segment, where the lab's wires are. */
export function bridgeName(segment: string): string {
  return shortened(segment, ".br");
}

/** The far end of a node's interface, a port of its segment's bridge: a function of both names, so that nobody must keep a table. */
export function portName(node: string, networkInterface: string): string {
  return shortened(node, `.${networkInterface}`);
}

function shortened(name: string, suffix: string): string {
  if (name.length + suffix.length <= LONGEST_NAME) return name + suffix;
  const digest = createHash("sha256").update(name).digest("hex").slice(0, 5);
  return `${name.slice(0, LONGEST_NAME - suffix.length - 6)}_${digest}${suffix}`;
}
