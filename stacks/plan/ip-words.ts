import type { PlannedRoute } from "./plan.ts";
import { familyOf } from "./prefix.ts";

/**
 * The words by which ip(8) adds an address. One of IPv6 may be used at once, without a look for others that have it.
 * A VIP of IPv6 is deprecated, which keeps nobody from reaching it: the node shall not choose it as the source of what
 * it sends itself, as it would by the longest matching prefix (RFC 6724, 5, rules 3 and 8).
 */
export function addressWords(cidr: string, dev: string): string[] {
  if (familyOf(cidr) === "ipv6") {
    return [
      cidr,
      "dev",
      dev,
      ...(dev === "lo" ? [] : ["nodad"]),
      ...(isVip(cidr) ? ["preferred_lft", "0"] : []),
    ];
  }
  return [cidr, ...(dev === "lo" ? [] : ["broadcast", "+"]), "dev", dev];
}

/** The words by which ip(8) adds a route; the family of `default` is the next hop's. */
export function routeWords({ to, via, mss }: PlannedRoute): string[] {
  return [to, "via", via, ...(mss === undefined ? [] : ["advmss", String(mss)])];
}

function isVip(cidr: string): boolean {
  return cidr.endsWith("/128");
}
