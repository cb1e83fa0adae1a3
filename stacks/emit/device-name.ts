import { createHash } from "node:crypto";

/** The kernel keeps 15 characters for an interface's name; Docker adds a number to what it is told. */
const LONGEST_PREFIX = 13;

/**
 * What Docker puts before the number of a segment's interface (com.docker.network.container_iface_prefix). One that no
 * other segment has makes the name of an interface certain, whose order otherwise is not.
 */
export function devicePrefix(segment: string): string {
  const plain = segment.replaceAll(".", "-");
  if (plain === segment && plain.length < LONGEST_PREFIX) return `${plain}-`;
  const digest = createHash("sha256").update(segment).digest("hex").slice(0, 5);
  return `${plain.slice(0, LONGEST_PREFIX - digest.length - 2)}-${digest}-`;
}

/** What Docker calls a container's interface in a segment. */
export function deviceName(segment: string): string {
  return `${devicePrefix(segment)}0`;
}
