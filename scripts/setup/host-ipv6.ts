import { existsSync } from "node:fs";

/** Whether this machine's kernel has IPv6; `ipv6.disable=1` on its command line takes it away too (net/ipv6/af_inet6.c). */
export function findHostIpv6(): { readonly there: boolean; readonly reason: string } {
  return existsSync("/proc/sys/net/ipv6")
    ? { there: true, reason: "the kernel has IPv6" }
    : { there: false, reason: "the kernel has no IPv6: there is no /proc/sys/net/ipv6" };
}
