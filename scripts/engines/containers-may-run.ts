import { readdirSync } from "node:fs";

/** Where Docker keeps the network namespace of each container that runs. */
const NAMESPACES = "/run/docker/netns";

/** Whether containers may run on this machine; asked without a process and without the daemon, so that local labs need not wait for it. */
export function containersMayRun(): boolean {
  try {
    return readdirSync(NAMESPACES).length > 0;
  } catch {
    return false;
  }
}
