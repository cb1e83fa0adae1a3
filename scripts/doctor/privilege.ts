import { readFile } from "node:fs/promises";
import { isRoot, missing, type Probe, there } from "./fact.ts";

// Bit numbers of linux/capability.h.
const NEEDED = {
  CAP_CHOWN: 0,
  CAP_DAC_OVERRIDE: 1,
  CAP_SETGID: 6,
  CAP_SETUID: 7,
  CAP_NET_ADMIN: 12,
  CAP_NET_RAW: 13,
  CAP_SYS_CHROOT: 18,
  CAP_SYS_PTRACE: 19,
  CAP_SYS_ADMIN: 21,
} as const;

export const privilege: Probe = {
  name: "privilege",
  async probe() {
    if (!isRoot) return missing("not root, which labs need", "sudo tierlab doctor tries the rest");
    const lacking = missingCapabilities(await readFile("/proc/self/status", "utf8"));
    if (lacking.length === 0) return there("root, with the capabilities that labs need");
    return missing(
      `root, but without ${lacking.join(", ")}`,
      `start this container with ${lacking.map((name) => `--cap-add ${name}`).join(" ")}`,
    );
  },
};

/** What /proc/PID/status does not show among the effective capabilities of those that labs need. */
export function missingCapabilities(status: string): string[] {
  const [, hex] = /^CapEff:\s*([0-9a-f]+)$/m.exec(status) ?? [];
  const effective = BigInt(`0x${hex ?? "0"}`);
  return Object.entries(NEEDED)
    .filter(([, bit]) => ((effective >> BigInt(bit)) & 1n) === 0n)
    .map(([name]) => name);
}
