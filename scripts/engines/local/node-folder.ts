/**
 * Where the lab's private file system keeps what belongs to one node: its OCI bundle, the copies of its writable
 * folders, and the folder with its boot script. Paths are as the anchor sees them.
 */
export const LAB = "/run/lab";
export const EVENTS = `${LAB}/events`;

/** The OCI bundle of a node. */
export function bundle(node: string): string {
  return `${LAB}/nodes/${node}`;
}

/** The copy of the node's n-th writable folder. */
export function writableCopy(node: string, index: number): string {
  return `${bundle(node)}/w${index}`;
}

/** What the engine tells the node: its boot script, and the keys of a guest kernel. Read-only in the node. */
export function instructions(node: string): string {
  return `${bundle(node)}/boot`;
}
