import { limited, type Probe, there } from "./fact.ts";
import { tryCommand } from "./try-command.ts";

const WANTED = ["memory", "pids"] as const;

export const cgroups: Probe = {
  name: "cgroups",
  async probe() {
    // As a lab does it: cgroup2 is mounted in a mount namespace of its own, whatever the host's folders show.
    const { worked, output, why } = await tryCommand([
      ...(["unshare", "--mount", "sh", "-c"] as const),
      "mount -t cgroup2 none /mnt && cat /mnt/cgroup.controllers",
    ]);
    const mend = "boot with systemd.unified_cgroup_hierarchy=1";
    if (!worked) return limited(`no cgroup2, so nodes are not bounded: ${why}`, mend);
    const lacking = missingControllers(output);
    if (lacking.length === 0) return there(`cgroup2 with ${WANTED.join(" and ")}`);
    return limited(`cgroup2 without ${lacking.join(" and ")}, so a node's are not bounded`, mend);
  },
};

/** Which of the wanted controllers a cgroup.controllers file does not name. */
export function missingControllers(controllers: string): string[] {
  const there = controllers.split(/\s+/);
  return WANTED.filter((name) => !there.includes(name));
}
