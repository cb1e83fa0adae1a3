/** Looks for the scheduler `twos` of IPVS, which Debian's User Mode Linux kernels were built without, in the host's kernel. */
export async function findHostTwos(): Promise<{ readonly there: boolean; readonly reason: string }> {
  const { execa } = await import("execa");
  const { failed, stderr, code } = await execa("modprobe", ["ip_vs_twos"], {
    env: { PATH: `${process.env.PATH ?? ""}:/usr/sbin:/sbin` },
    reject: false,
    timeout: 10_000,
  });
  if (!failed) return { there: true, reason: "the kernel has the module ip_vs_twos" };
  return {
    there: false,
    reason: code === "ENOENT" ? "there is no modprobe" : `modprobe ip_vs_twos: ${stderr.trim()}`,
  };
}
