import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { guestMemoryMiB } from "../../../stacks/guest/uml.ts";
import type { PlannedNode } from "../../../stacks/plan/plan.ts";
import type { NodeKernel } from "../engine.ts";
import { childrenOf } from "../nodes/processes.ts";
import type { AnchorIdentity, Keeper } from "./anchor.ts";
import { BOUNDS, type Bound, type CgroupTree, cgroupTrees, controllerOf } from "./cgroup-trees.ts";
import { cgroupOf } from "./cgroups.ts";
import type { LabRecord } from "./record.ts";

/** What a guest kernel needs of its node beside the guest's own memory, and the processes that stand for its own. */
const GUEST = { memoryMiB: 128, processes: 64 };

/** What a node may have at most. */
interface Limits {
  readonly processes: number;
  readonly memoryMiB: number;
}

/** Makes the lab's cgroup folders, and tells what of its nodes is bounded by them here. */
export function openBounds(lab: string, keeper: Keeper): Bound[] {
  const bounded = cgroupTrees().flatMap((tree) => openTree(tree, cgroupOf(lab, keeper)));
  return BOUNDS.filter((bound) => bounded.includes(bound));
}

/** Makes the nodes' cgroup folders and writes their limits; quick, without a process. */
export function setBounds(record: LabRecord, nodes: readonly PlannedNode[]): void {
  for (const { tree, folder, bounds } of groupsOf(record)) {
    for (const node of nodes) {
      const group = join(folder, node.name);
      mkdirSync(group, { recursive: true });
      const limits = limitsOf(node, record.nodeKernels[node.name] ?? "host");
      for (const bound of bounds) writeLimit(group, tree.version, bound, limits);
    }
  }
}

/**
 * Puts the nodes' inits into their cgroups; all that they start will be in them. The kernel makes the first of many
 * such moves wait for some milliseconds (an RCU grace period), in which this process goes on.
 */
export async function enterBounds(record: LabRecord, nodes: readonly PlannedNode[]): Promise<void> {
  const groups = groupsOf(record);
  if (groups.length === 0) return;
  const pids = pidsHere(record.anchor);
  const moves = nodes.flatMap(({ name }) => {
    const pid = pids.get(record.inits[name]?.pid ?? 0);
    // Dead already: its boot will not be heard of.
    return pid === undefined
      ? []
      : groups.map(({ folder }) => ({ file: join(folder, name, PROCESSES), pid: String(pid) }));
  });
  const [first, ...others] = moves;
  if (first === undefined) return;
  await writeFile(first.file, first.pid).catch(ignoreDead);
  for (const { file, pid } of others) enter(file, pid);
}

/** The words before a command of this machine that put it, and so all it starts in the node, under the node's bounds. */
export function underBounds(record: LabRecord, node: string): string[] {
  const groups = groupsOf(record);
  if (groups.length === 0) return [];
  const files = groups.map(({ folder }) => join(folder, node, PROCESSES));
  return ["/bin/sh", "-c", ENTER, "enter", String(files.length), ...files];
}

/** A folder that is not there any more bounds nobody: its node is off. */
const ENTER = `
count=$1; shift
while [ $count -gt 0 ]; do
  [ ! -e "$1" ] || echo 0 >"$1"
  count=$((count - 1)); shift
done
exec "$@"
`;

const PROCESSES = "cgroup.procs";

interface Group {
  readonly tree: CgroupTree;
  readonly folder: string;
  readonly bounds: readonly Bound[];
}

function groupsOf({ name, anchor, bounded }: LabRecord): Group[] {
  return cgroupTrees().flatMap((tree) => {
    const bounds = tree.bounds.filter((bound) => bounded.includes(bound));
    return bounds.length === 0
      ? []
      : [{ tree, folder: join(tree.folder, cgroupOf(name, anchor.keeper)), bounds }];
  });
}

/** What this tree bounds for a lab; nothing where it may not be written, or belongs to someone who keeps its controllers. */
function openTree(tree: CgroupTree, name: string): Bound[] {
  if (tree.bounds.length === 0) return [];
  const folder = join(tree.folder, name);
  try {
    if (tree.version === 1) {
      mkdirSync(folder, { recursive: true });
      return [...tree.bounds];
    }
    const passed = tree.bounds.filter((bound) => passOn(tree.folder, bound));
    if (passed.length === 0) return [];
    mkdirSync(folder, { recursive: true });
    return passed.filter((bound) => passOn(folder, bound));
  } catch {
    return [];
  }
}

/** Gives a controller to the folders below, as Documentation/admin-guide/cgroup-v2.rst has it. */
function passOn(folder: string, bound: Bound): boolean {
  const file = join(folder, "cgroup.subtree_control");
  const has = () => readFileSync(file, "utf8").trim().split(/\s+/).includes(controllerOf(bound));
  try {
    if (!has()) writeFileSync(file, `+${controllerOf(bound)}`);
    return has();
  } catch {
    return false;
  }
}

function limitsOf({ limits, ...node }: PlannedNode, kernel: NodeKernel): Limits {
  if (kernel === "host") return limits;
  return {
    processes: limits.processes + GUEST.processes,
    memoryMiB: guestMemoryMiB({ ...node, limits }) + GUEST.memoryMiB,
  };
}

function writeLimit(group: string, version: 1 | 2, bound: Bound, limits: Limits): void {
  if (bound === "processes") writeFileSync(join(group, "pids.max"), String(limits.processes));
  else limitMemory(group, version, String(limits.memoryMiB * 1024 * 1024));
}

function limitMemory(group: string, version: 1 | 2, bytes: string): void {
  writeFileSync(join(group, version === 1 ? "memory.limit_in_bytes" : "memory.max"), bytes);
  // Memory that only moves to the machine's swap is not bounded.
  const [swap, most] =
    version === 1 ? (["memory.memsw.limit_in_bytes", bytes] as const) : (["memory.swap.max", "0"] as const);
  try {
    writeFileSync(join(group, swap), most, { flag: "r+" });
  } catch {
    // A kernel without swap, or one that does not count it.
  }
}

/** The lab's processes by their number in the lab, each with its number for this process. */
function pidsHere(anchor: AnchorIdentity): Map<number, number> {
  return new Map(
    childrenOf(anchor.pid).flatMap((pid) => {
      try {
        const [, , inLab] = /^NSpid:\t(\d+)\t(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
        return inLab === undefined ? [] : [[Number(inLab), pid] as const];
      } catch {
        return [];
      }
    }),
  );
}

function enter(file: string, pid: string): void {
  try {
    writeFileSync(file, pid);
  } catch (error) {
    ignoreDead(error);
  }
}

function ignoreDead(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
}
