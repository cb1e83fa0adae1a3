import type { Member } from "./member.ts";

/**
 * The kernel settings that every node is told, whatever the machine's own are: a new network namespace takes those of
 * the machine (net.core.devconf_inherit_init_net), so what matters to a packet's way is never left to it. ip_forward
 * stands first: writing it resets accept_redirects (Documentation/networking/ip-sysctl.rst).
 */
export function networkSysctls(member: Member, forwards: boolean): Record<string, string> {
  const devices = ["all", ...member.segments.map((_, index) => `eth${index}`)];
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
  ]);
}

/**
 * Whether the node answers ARP for what lo holds. The kernel takes the larger of `all` and the interface's own, so
 * the interface's stays at its default and `all` decides.
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
