import { readdirSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { startTimeOf } from "../nodes/processes.ts";
import type { Keeper } from "./anchor.ts";
import { cgroupTrees } from "./cgroup-trees.ts";

/**
 * The folder of a lab's nodes in each cgroup tree, with one folder a node in it. It ends in the keeper's identity, so
 * that two labs of one name never share it, and anyone can tell whether its lab is over.
 */
export function cgroupOf(lab: string, { pid, startTime }: Keeper): string {
  return `tierlab-${lab}-${pid}-${startTime}`;
}

/** Removes the cgroup folders of a lab whose processes are gone: the kernel keeps such folders. */
export function removeCgroups(lab: string, keeper: Keeper): void {
  for (const { folder } of cgroupTrees()) removeEmpty(join(folder, cgroupOf(lab, keeper)));
}

/** Removes one node's cgroup folders, after its last process. */
export function removeNodeCgroups(lab: string, keeper: Keeper, node: string): void {
  for (const { folder } of cgroupTrees()) removeEmpty(join(folder, cgroupOf(lab, keeper), node));
}

/** Removes the cgroup folders of labs whose keeper was killed before it could. */
export function sweepCgroups(): void {
  for (const { folder } of cgroupTrees()) {
    for (const name of foldersIn(folder)) {
      const [, pid = "", startTime] = /^tierlab-.*-(\d+)-(\d+)$/.exec(name) ?? [];
      // A lab that outlives its keeper keeps its folders: the kernel removes none that has a process in it.
      if (pid !== "" && startTimeOf(Number(pid)) !== startTime) removeEmpty(join(folder, name));
    }
  }
}

function removeEmpty(folder: string): void {
  for (const name of foldersIn(folder)) removeEmpty(join(folder, name));
  try {
    rmdirSync(folder);
  } catch {
    // There is none, or a process is still in it.
  }
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  } catch {
    return [];
  }
}
