import { readFile } from "node:fs/promises";
import { limited, type Probe, there } from "./fact.ts";

/** What all labs of a machine share, and what 1,000 nodes take of it: measured, and rounded up. */
const LIMITS = [
  { key: "net.ipv4.neigh.default.gc_thresh3", least: 4096, why: "neighbours of all nodes" },
  { key: "kernel.pid_max", least: 32_768, why: "processes" },
  { key: "user.max_net_namespaces", least: 1100, why: "network namespaces" },
  { key: "user.max_mnt_namespaces", least: 2200, why: "mount namespaces" },
  { key: "user.max_pid_namespaces", least: 1100, why: "process namespaces" },
  { key: "fs.inotify.max_user_instances", least: 128, why: "watched folders" },
  { key: "fs.mount-max", least: 100_000, why: "mounts" },
] as const;

export const kernelLimits: Probe = {
  name: "kernel-limits",
  async probe() {
    const values = await Promise.all(
      LIMITS.map(async (limit) => ({ ...limit, value: await read(limit.key) })),
    );
    const low = values.filter(({ value, least }) => value !== null && value < least);
    if (low.length === 0) return there("enough for a lab of 1,000 nodes");
    return limited(
      `little for 1,000 nodes: ${low.map(({ key, value, why }) => `${key} = ${value} (${why})`).join(", ")}`,
      `for large labs: sysctl -w ${low.map(({ key, least }) => `${key}=${least}`).join(" ")}`,
    );
  },
};

/** Null where this kernel has no such limit. */
async function read(key: string): Promise<number | null> {
  const text = await readFile(`/proc/sys/${key.replaceAll(".", "/")}`, "utf8").catch(() => null);
  return text === null ? null : Number(text.trim());
}
