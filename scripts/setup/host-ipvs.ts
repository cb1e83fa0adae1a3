import { access } from "node:fs/promises";

/** Whether this machine's kernel has IPVS; the module is loaded where that is allowed. */
export interface HostIpvs {
  readonly there: boolean;
  /** Why not, or how: `modprobe: FATAL: Module ip_vs not found`. */
  readonly reason: string;
}

/** Looks for IPVS in the host's kernel, and tries to load its module. */
export async function findHostIpvs(): Promise<HostIpvs> {
  const { execa } = await import("execa");
  if (await ipvsTable()) return { there: true, reason: "the kernel shows /proc/net/ip_vs" };
  const { failed, stderr, code } = await execa("modprobe", ["ip_vs"], {
    env: { PATH: `${process.env.PATH ?? ""}:/usr/sbin:/sbin` },
    reject: false,
    timeout: 10_000,
  });
  if (await ipvsTable()) return { there: true, reason: "the module ip_vs was loaded" };
  if (code === "ENOENT") return { there: false, reason: "the kernel has no IPVS, and there is no modprobe" };
  const why = failed ? stderr.trim() : "loaded, but the kernel shows no /proc/net/ip_vs";
  return { there: false, reason: `the kernel has no IPVS, and modprobe ip_vs: ${why}` };
}

async function ipvsTable(): Promise<boolean> {
  return access("/proc/net/ip_vs").then(
    () => true,
    () => false,
  );
}
