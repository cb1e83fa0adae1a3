import { INSTRUCTIONS, sysctlPath } from "../../plan/boot-script.ts";
import { shellCommand, shellWord } from "../../plan/shell-word.ts";
import type { Container } from "../container.ts";

/** Where a container sees the folder with its instructions, read-only, until they are copied to where they belong. */
export const GIVEN = "/usr/lib/tierlab-given";

/**
 * Where a container sees the settings of its own network. Its /proc/sys is read-only, as it is not privileged; the same files
 * at another place are not, and hold what the namespace of whoever opens them has (fs/proc/proc_sysctl.c, net/sysctl_net.c).
 */
export const SETTINGS = "/usr/lib/tierlab-settings";

/** The name of the script below, the first of a container. */
export const CABLE_SCRIPT = "cable";

/**
 * The script of a container whose cables come after it: waits for them, and is then as if the engine had made them before,
 * and the settings too. A cable that is not called as in the plan gets that name: `cableOf` tells what an interface's is
 * called at first.
 */
export function cableScript(container: Container, cableOf: CableNames): string {
  const { node, interfaces, sysctls, files } = container;
  const cables = interfaces.map(({ name }, index) => ({ name, cable: cableOf(name, index) }));
  const others = cables.filter(({ name, cable }) => name !== cable);
  const executable = files.filter(({ mode }) => mode === "0755").map(({ path }) => path);
  return [
    `# ${node}: waits for its cables, then starts as in every other container engine`,
    "set -eu",
    ...cables.map(({ cable }) => `until [ -e /sys/class/net/${cable} ]; do sleep 0.1; done`),
    // The management network's: nothing leaves the lab, and the name is the lab's.
    ...(others.length > 0 ? ["ip link set dev eth0 down name outside"] : []),
    ...others.map(({ name, cable }) => `ip link set dev ${cable} down mtu 1500 name ${name}`),
    // Once: whoever starts the container anew may have told it otherwise.
    `if [ ! -e ${INSTRUCTIONS}/start ]; then`,
    `  cp ${GIVEN}/* ${INSTRUCTIONS}/`,
    ...(executable.length > 0 ? [`  ${shellCommand(["chmod", "755", ...executable])}`] : []),
    "fi",
    ...Object.entries(sysctls).map(
      ([key, value]) =>
        `echo ${shellWord(value)} >${shellWord(sysctlPath(key).replace("/proc/sys/net", SETTINGS))}`,
    ),
    `exec ${shellCommand(container.command)}`,
    "",
  ].join("\n");
}

/** What a topology calls an interface of the plan, as its n-th. */
export type CableNames = (name: string, index: number) => string;
