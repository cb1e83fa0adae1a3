import type { TracedConnection } from "../../../trace/trace.ts";

/** `connection 1: client1, ends on web2`. */
export function connectionText({ number, opener, end, kept }: TracedConnection): string {
  const ends = end === null ? "taken by nobody" : `ends on ${end}`;
  return `connection ${number}: ${opener}, ${ends}${kept ? ", open before" : ""}`;
}
