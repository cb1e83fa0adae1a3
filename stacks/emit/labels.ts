/** By these labels tierlab finds the containers of a lab, whoever made them. */
export const LABELS = {
  /** The lab's name. */
  lab: "tierlab.lab",
  /** The node's name. */
  node: "tierlab.node",
  /** `planDigest` of the node: what it was made from. */
  plan: "tierlab.plan",
  /** Where the node's network lives: `host` or `uml`. */
  kernel: "tierlab.kernel",
  /** What stands before the names of the lab's containers and networks; two labs of one name differ in it. */
  prefix: "tierlab.prefix",
  /** Of a network: the segment. */
  segment: "tierlab.segment",
  /** Of the container whose network namespace holds the bridges of all segments, where one does. */
  fabric: "tierlab.fabric",
} as const;

/** The name of a node's container, and of a segment's network, beginning with the prefix. */
export function containerName(prefix: string, name: string): string {
  return `${prefix}-${name}`;
}

/** What stands before the names of a lab's containers where nobody says otherwise. */
export function defaultPrefix(lab: string): string {
  return `tierlab-${lab}`;
}
