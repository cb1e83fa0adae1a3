import { type Container, sysctlsOf, type Tmpfs } from "./container.ts";

/** The sysctls that Docker is to set. It turns IPv6 off on interfaces that it gave no address of it. */
export function dockerSysctls(one: Container): Record<string, string> {
  const sysctls = sysctlsOf(one, ({ device }) => device);
  if (one.kernel === "uml") return sysctls;
  const dual = one.interfaces.filter(({ addresses }) => addresses.some((cidr) => cidr.includes(":")));
  return {
    ...sysctls,
    ...Object.fromEntries(dual.map(({ device }) => [`net.ipv6.conf.${device}.disable_ipv6`, "0"])),
    ...(dual.length > 0 ? { "net.ipv6.conf.lo.disable_ipv6": "0" } : {}),
  };
}

/** A tmpfs as Docker's options have it; services are run from one, so it allows that. */
export function tmpfsOptions({ mode, sizeMiB }: Tmpfs): string {
  return `rw,nosuid,nodev,exec,mode=${mode},size=${sizeMiB}m`;
}
