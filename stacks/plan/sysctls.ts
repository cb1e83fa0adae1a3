import type { Member } from "./member.ts";
import type { PlannedInterface } from "./plan.ts";
import { familyOf } from "./prefix.ts";

/**
 * The kernel settings that every node is told, whatever the machine's own are: a new network namespace takes those of
 * the machine (net.core.devconf_inherit_init_net), so what matters to a packet's way is never left to it. ip_forward
 * stands first: writing it resets accept_redirects (Documentation/networking/ip-sysctl.rst).
 */
export function networkSysctls(
  interfaces: readonly PlannedInterface[],
  forwards: boolean,
): Record<string, string> {
  const devices = ["all", ...interfaces.map(({ name }) => name)];
  const each = (key: string, value: string) =>
    devices.map((device) => [`net.ipv4.conf.${device}.${key}`, value] as const);
  return Object.fromEntries([
    ["net.ipv4.ip_forward", forwards ? "1" : "0"],
    // A director's and a DR server's packets come and go by different ways: strict or loose checks would drop them.
    ...each("rp_filter", "0"),
    // A redirect would teach hosts a way around the node that the lab sends them through.
    ...each("send_redirects", "0"),
    ...each("accept_redirects", "0"),
    ["net.ipv4.ping_group_range", "0 0"],
    ...ipv6Sysctls(interfaces, forwards),
  ]);
}

/** What IPv6 needs beside that, on interfaces that have an address of it. */
function ipv6Sysctls(
  interfaces: readonly PlannedInterface[],
  forwards: boolean,
): (readonly [string, string])[] {
  const devices = interfaces.filter(({ addresses }) => addresses.some((cidr) => familyOf(cidr) === "ipv6"));
  if (devices.length === 0) return [];
  const each = (key: string, value: string) =>
    devices.map(({ name }) => [`net.ipv6.conf.${name}.${key}`, value] as const);
  return [
    ["net.ipv6.conf.all.forwarding", forwards ? "1" : "0"],
    // Addresses and ways are the plan's: without them no router is solicited either (net/ipv6/addrconf.c,
    // addrconf_dad_completed).
    ...each("accept_ra", "0"),
    // No wait of a second until an address may be used. The larger of `all` and the interface's own counts
    // (addrconf_dad_begin).
    ["net.ipv6.conf.all.accept_dad", "0"],
    ...each("accept_dad", "0"),
    // A node cannot be kept from sending redirects, so nobody listens.
    ...each("accept_redirects", "0"),
  ];
}

/**
 * Whether the node answers ARP for what lo holds. The kernel takes the larger of `all` and the interface's own, so
 * the interface's stays at its default and `all` decides. In IPv6 there is nothing to decide: a neighbour solicitation
 * is answered only for an address of the interface that it came in by (net/ipv6/ndisc.c, ndisc_recv_ns).
 */
export function arpSysctls(member: Member, quietAboutLoopback: boolean): Record<string, string> {
  return Object.fromEntries([
    ["net.ipv4.conf.all.arp_ignore", quietAboutLoopback ? "1" : "0"],
    ["net.ipv4.conf.all.arp_announce", quietAboutLoopback ? "2" : "0"],
    ...member.segments.flatMap((_, index) => [
      [`net.ipv4.conf.eth${index}.arp_ignore`, "0"],
      [`net.ipv4.conf.eth${index}.arp_announce`, "0"],
    ]),
  ]);
}
