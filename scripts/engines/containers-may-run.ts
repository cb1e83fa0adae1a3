import { readdirSync } from "node:fs";

/** Where Docker keeps the network namespace of each container that runs, and by default all else of each that it has. */
const FOLDERS = ["/run/docker/netns", "/var/lib/docker/containers"] as const;

/** Whether there may be containers on this machine; asked without a process and without the daemon, so that local labs need not wait for it. */
export function containersMayRun(): boolean {
  return FOLDERS.some(hasEntries);
}

function hasEntries(folder: string): boolean {
  try {
    return readdirSync(folder).length > 0;
  } catch {
    return false;
  }
}
