/** Whether this machine's kernel can hold packets up (netem); its module is loaded where that is allowed. */
export async function findHostNetem(): Promise<{ readonly there: boolean; readonly reason: string }> {
  const { execa } = await import("execa");
  // In a network namespace of its own, which goes with the command.
  const command = ["--net", "tc", "qdisc", "add", "dev", "lo", "root", "netem", "delay", "1ms"];
  const { failed, all } = await execa("unshare", command, {
    env: { PATH: `${process.env.PATH ?? ""}:/usr/sbin:/sbin` },
    reject: false,
    all: true,
    timeout: 10_000,
  });
  if (!failed) return { there: true, reason: "the kernel has netem" };
  return {
    there: false,
    reason: `the kernel has no netem: ${all?.trim().split("\n").at(-1) ?? "no unshare"}`,
  };
}
