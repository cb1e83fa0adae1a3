import { access } from "node:fs/promises";

/** Whether this machine's kernel tracks connections and has SYNPROXY; its modules are loaded where that is allowed. */
export async function findHostSynproxy(): Promise<{ readonly there: boolean; readonly reason: string }> {
  const { execa } = await import("execa");
  const { all } = await execa("modprobe", ["--all", "nf_conntrack", "nft_synproxy"], {
    env: { PATH: `${process.env.PATH ?? ""}:/usr/sbin:/sbin` },
    reject: false,
    all: true,
    timeout: 10_000,
  });
  // Built-in parts show by this alone; whether nft has the statement is seen when the rules are loaded.
  const tracks = await access("/proc/sys/net/netfilter/nf_conntrack_tcp_loose").then(
    () => true,
    () => false,
  );
  if (tracks) return { there: true, reason: "the kernel tracks connections" };
  return {
    there: false,
    reason: `the kernel tracks no connections${all === undefined ? "" : `; ${all.trim()}`}`,
  };
}
