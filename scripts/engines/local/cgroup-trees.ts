import { readFileSync } from "node:fs";

/** What a cgroup can bound of a node. */
export const BOUNDS = ["memory", "processes"] as const;
export type Bound = (typeof BOUNDS)[number];

/** A mounted cgroup hierarchy of this machine: cgroup v2's one tree, or one of version 1 with its own controllers. */
export interface CgroupTree {
  /** Where it is mounted. */
  readonly folder: string;
  readonly version: 1 | 2;
  /** What its controllers can bound. */
  readonly bounds: readonly Bound[];
}

/** The kernel's names of the controllers. */
const CONTROLLERS = { memory: "memory", processes: "pids" } as const satisfies Record<Bound, string>;

/** The cgroup hierarchies of this machine. */
export function cgroupTrees(): CgroupTree[] {
  return treesIn(readFileSync("/proc/self/mountinfo", "utf8"), (folder) => {
    try {
      return readFileSync(`${folder}/cgroup.controllers`, "utf8");
    } catch {
      return "";
    }
  });
}

/** The hierarchies that a mountinfo(5) shows; `controllersOf` reads the cgroup.controllers file of a version 2 tree. */
export function treesIn(mountinfo: string, controllersOf: (folder: string) => string): CgroupTree[] {
  const trees = mountinfo.split("\n").flatMap((line): CgroupTree[] => {
    const [mount = "", system = ""] = line.split(" - ");
    const folder = mount.split(" ")[4] ?? "";
    const [type, , options = ""] = system.split(" ");
    if (type === "cgroup2") {
      return [{ folder, version: 2, bounds: boundsOf(controllersOf(folder).trim().split(/\s+/)) }];
    }
    return type === "cgroup" ? [{ folder, version: 1, bounds: boundsOf(options.split(",")) }] : [];
  });
  // The same tree may be mounted twice: its first place is enough.
  return trees.filter(
    ({ folder, version, bounds }, index) =>
      trees.findIndex((one) => one.folder === folder) === index &&
      (bounds.length === 0 ||
        trees.findIndex((one) => one.version === version && one.bounds.join() === bounds.join()) === index),
  );
}

/** The name in cgroup.subtree_control of what bounds this. */
export function controllerOf(bound: Bound): string {
  return CONTROLLERS[bound];
}

function boundsOf(controllers: readonly string[]): Bound[] {
  return BOUNDS.filter((bound) => controllers.includes(CONTROLLERS[bound]));
}
