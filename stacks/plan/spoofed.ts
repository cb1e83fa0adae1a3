import type { Member } from "./member.ts";
import { parsePrefix } from "./prefix.ts";
import type { Stray } from "./vips.ts";

/**
 * Where answers to spoofed addresses go: to the first node that spoofs them. It has none of them and forwards nothing,
 * so they end there in silence (net/ipv4/route.c, ip_error). Without such a way a router would answer "network
 * unreachable", and a server would forget the half-open connection at once (net/ipv4/tcp_ipv4.c, tcp_req_err).
 */
export function spoofedPrefixes(members: readonly Member[]): Stray[] {
  const owners = new Map<string, string>();
  for (const { name, spec } of members) {
    if (spec.role !== "client" || spec.spoofs === undefined) continue;
    const { text } = parsePrefix(spec.spoofs);
    if (!owners.has(text)) owners.set(text, name);
  }
  return [...owners].map(([prefix, owner]) => ({ prefix, owner }));
}
