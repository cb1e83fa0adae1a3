import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Bridges } from "../../stacks/emit/docker-network.ts";

/** From this release on Docker drops what is routed to a container's address. */
const DROPS_ROUTED = 28;

/** How this machine's Docker has to make a lab's bridges; without a Docker here, how a machine like this one would. */
export function dockerBridges(): Bridges {
  if (!bridgesAreFiltered()) return "internal";
  return dockerRelease() >= DROPS_ROUTED ? "routed" : "open";
}

function bridgesAreFiltered(): boolean {
  try {
    return readFileSync("/proc/sys/net/bridge/bridge-nf-call-iptables", "utf8").trim() !== "0";
  } catch {
    return false;
  }
}

function dockerRelease(): number {
  try {
    const asked = ["version", "--format", "{{.Server.Version}}"];
    const said = execFileSync("docker", asked, { encoding: "utf8", timeout: 10_000, stdio: "pipe" });
    return Number.parseInt(said, 10) || 0;
  } catch {
    return 0;
  }
}
