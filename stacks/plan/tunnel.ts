import type { Member } from "./member.ts";
import type { PlannedNode, PlannedRoute, PlannedTunnel } from "./plan.ts";
import { familyOf } from "./prefix.ts";

const TUNNEL: PlannedTunnel = { kind: "ipip", name: "tunl0" };

/** Bytes of an Ethernet segment's packet, and of the IPv4 and TCP headers without options (RFC 894, RFC 791, RFC 9293). */
const MTU = 1500;
const HEADERS = 20 + 20;

/** Bytes that the IPv6 header has more (RFC 8200). */
const MORE_OF_IPV6 = 20;

/** Bytes of the outer header (RFC 2003). */
const WRAPPING = 20;

/** What lets a real server of mode tun unwrap what its director sends it. */
export const UNWRAPPING = {
  tunnel: TUNNEL,
  sysctls: {
    // What comes out of the tunnel has a client's address, to which the way back is another one.
    [`net.ipv4.conf.${TUNNEL.name}.rp_filter`]: "0",
  },
  kernelNeeds: ["ipip"],
} as const satisfies Partial<PlannedNode>;

/**
 * The routes with the MSS that the node announces over them. A wrapped packet must not outgrow the way between director
 * and server: a sender that fills 1500 bytes would have to be told so by ICMP, which does not always arrive.
 */
export function announcingMss(
  routes: readonly PlannedRoute[],
  { spec }: Pick<Member, "spec">,
  unwraps: boolean,
): readonly PlannedRoute[] {
  const told = spec.role === "nginx" || spec.role === "tomcat" ? spec.mss : undefined;
  const mss = told ?? (unwraps ? MTU - WRAPPING - HEADERS : undefined);
  if (mss === undefined) return routes;
  const largest6 = MTU - HEADERS - MORE_OF_IPV6;
  return routes.map((route) => ({
    ...route,
    mss: familyOf(route.via) === "ipv4" ? mss : Math.min(mss, largest6),
  }));
}
