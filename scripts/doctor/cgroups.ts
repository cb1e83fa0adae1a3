import { openBounds } from "../engines/local/bounds.ts";
import { BOUNDS } from "../engines/local/cgroup-trees.ts";
import { removeCgroups } from "../engines/local/cgroups.ts";
import { startTimeOf } from "../engines/nodes/processes.ts";
import { limited, missing, type Probe, there } from "./fact.ts";
import { tryCommand } from "./try-command.ts";

export const cgroups: Probe = {
  name: "cgroups",
  needsRoot: true,
  async probe() {
    // As a lab does it for its OCI runtime: mounted in a mount namespace of its own, whatever the host's folders show.
    const { worked, why } = await tryCommand([
      "unshare",
      "--mount",
      "mount",
      "-t",
      "cgroup2",
      "none",
      "/mnt",
    ]);
    if (!worked)
      return missing(
        `no cgroup2: ${why}`,
        "a kernel with cgroup v2; in a container, allow unshare and mount (CAP_SYS_ADMIN)",
      );
    const lacking = missingBounds();
    if (lacking.length === 0) return there(`a node's ${BOUNDS.join(" and ")} can be bounded`);
    return limited(
      `a node's ${lacking.join(" and ")} cannot be bounded`,
      "boot with systemd.unified_cgroup_hierarchy=1; in a container, give it a writable cgroup tree",
    );
  },
};

/** What a lab's cgroup folders, made for a moment, cannot bound. */
export function missingBounds(): string[] {
  const keeper = { pid: process.pid, startTime: startTimeOf(process.pid) ?? "0" };
  const bounded = openBounds("doctor", keeper);
  removeCgroups("doctor", keeper);
  return BOUNDS.filter((bound) => !bounded.includes(bound));
}
