import { startTimeOf } from "../nodes/processes.ts";
import type { Reach } from "../nodes/reach.ts";
import type { AttachedLab } from "./attached-lab.ts";

const NAMESPACES = ["--mount", "--net", "--pid", "--ipc", "--uts"] as const;

/** A container may not write its sysctls. Whoever changes it on the machine's behalf may, with a view of the files of his own. */
const UNLOCK = 'mount -o remount,bind,rw /proc/sys; exec "$@"';

/** The way into nodes that are containers: by the processes that are their inits. */
export function attachedReach({ name, plan, nodeKernels, containers }: AttachedLab): Reach {
  const initOf = (node: string) => containers.get(node)?.init ?? null;
  const pidOf = (node: string) => String(initOf(node)?.pid ?? 0);
  return {
    name,
    plan,
    nodeKernels,
    lives: (node) => {
      const init = initOf(node);
      return init !== null && startTimeOf(init.pid) === init.startTime;
    },
    enter: (node, command) => ["nsenter", "--target", pidOf(node), ...NAMESPACES, "--", ...command],
    underBounds: () => [],
    networkPath: (node, file) => `/proc/${pidOf(node)}/net/${file}`,
    unlock: ["unshare", "--mount", "--propagation", "private", "/bin/sh", "-c", UNLOCK, "unlock"],
  };
}
