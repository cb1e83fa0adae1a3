import { readdirSync, readFileSync, rmdirSync } from "node:fs";
import { join } from "node:path";

/** The folder of a lab's nodes in the cgroup tree, where the runtime makes one: crun is told not to, runc always does. */
export function cgroupOf(lab: string): string {
  return `tierlab-${lab}`;
}

/** Removes what a runtime left in the cgroup trees for a lab whose processes are gone: the kernel keeps such folders. */
export function removeCgroups(lab: string): void {
  for (const tree of cgroupTrees()) removeEmpty(join(tree, cgroupOf(lab)));
}

/** Mount points of cgroup2 and of the version 1 controllers, from the fifth and the ninth column of mountinfo(5). */
function cgroupTrees(): string[] {
  return readFileSync("/proc/self/mountinfo", "utf8")
    .split("\n")
    .filter((line) => / - cgroup2? /.test(line))
    .map((line) => line.split(" ")[4] ?? "");
}

function removeEmpty(folder: string): void {
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isDirectory()) removeEmpty(join(folder, entry.name));
    }
    rmdirSync(folder);
  } catch {
    // There is none, or a process is still leaving it: the next look tries again.
  }
}
