import { readFile } from "node:fs/promises";
import type { Bridges } from "../../stacks/emit/docker-network.ts";

/** From this release on Docker drops what is routed to a container's address. */
const DROPS_ROUTED = 28;

/** How this machine's Docker has to make a lab's bridges; without a Docker here, how a machine like this one would. */
export async function dockerBridges(): Promise<Bridges> {
  const filtered = await readFile("/proc/sys/net/bridge/bridge-nf-call-iptables", "utf8").catch(() => "0");
  if (filtered.trim() === "0") return "internal";
  return (await dockerRelease()) >= DROPS_ROUTED ? "routed" : "open";
}

async function dockerRelease(): Promise<number> {
  const { execa } = await import("execa");
  const { stdout } = await execa("docker", ["version", "--format", "{{.Server.Version}}"], {
    reject: false,
    timeout: 10_000,
  });
  return Number.parseInt(stdout ?? "", 10) || 0;
}
