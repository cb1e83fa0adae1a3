import type { NodeKernel } from "../guest/kernel-sides.ts";
import { MANAGEMENT } from "../guest/uml.ts";
import { INSTRUCTIONS, isVolatile } from "../plan/boot-script.ts";
import type { PlannedNode } from "../plan/plan.ts";
import { shellWord } from "../plan/shell-word.ts";
import { deviceName } from "./device-name.ts";
import { stagedPath } from "./staged-path.ts";

/**
 * The first script of a container: puts the plan's files in their places, makes the engine's interfaces what the boot
 * script expects (names and MACs of the plan, nothing on them), and goes over to the script of the kernel that the
 * node's network lives in. May run again in the same container, after a power cut.
 */
export function startScript(node: PlannedNode, kernel: NodeKernel): string {
  return [
    `# ${node.name}: what the container engine gave becomes what the plan says`,
    "set -eu",
    `trap 'echo "${node.name} failed"' EXIT`,
    ...places(node),
    resolver(node),
    HOSTS,
    ...interfaces(node, kernel),
    ...(kernel === "uml" ? guest() : []),
    `. ${INSTRUCTIONS}/${kernel === "uml" ? "outer" : "boot"}`,
    "",
  ].join("\n");
}

/**
 * A file lies in a writable folder of the node, and belongs to whom the folder does. Root has no power here over what
 * belongs to others but to take it.
 */
function places({ writable, files }: PlannedNode): string[] {
  const kept = writable.filter(({ path }) => !isVolatile(path));
  const parents = [...new Set(files.map(({ path }) => path.slice(0, path.lastIndexOf("/"))))];
  const within = (folder: string, path: string) => path === folder || path.startsWith(`${folder}/`);
  return [
    ...kept.map(({ path, mode }) => `mkdir -p ${path}; chown root ${path}; chmod ${mode} ${path}`),
    ...parents.map((path) => `mkdir -p ${shellWord(path)}; chown root ${shellWord(path)}`),
    ...files.map(({ path, mode }) => {
      const to = shellWord(path);
      return `[ ! -e ${to} ] || chown root ${to}; cat ${shellWord(stagedPath(path))} >${to}; chmod ${mode} ${to}`;
    }),
    ...kept
      .filter(({ owner }) => owner !== "root" && owner !== "root:root")
      .map(({ path, owner }) => {
        const owned = [path, ...parents, ...files.map((file) => file.path)].filter((one) =>
          within(path, one),
        );
        return `chown ${shellWord(owner)} ${[...new Set(owned)].map(shellWord).join(" ")}`;
      }),
  ];
}

/** In the image this is a link to the plan's file. */
const RESOLVER = "/etc/tierlab/resolv.conf";

/** An engine puts its own in the place of that link: a resolver that would ask the world outside of the lab. */
function resolver({ files }: PlannedNode): string {
  const given = "[ -L /etc/resolv.conf ] || ";
  return files.some(({ path }) => path === RESOLVER)
    ? `${given}cat ${RESOLVER} >/etc/resolv.conf`
    : `${given}: >/etc/resolv.conf`;
}

/** As in the image: what an engine writes names the node by an address that is not the plan's. */
const HOSTS = "printf '127.0.0.1 localhost\\n::1 localhost\\n' >/etc/hosts";

/**
 * Finds each by the name that Docker gives it, or else by its own, and takes away what the engine set. Two passes, because a name that is wanted may still be another interface's. A guest's outer interfaces keep the
 * MACs that they have: the plan's are the guest's.
 */
function interfaces(node: PlannedNode, kernel: NodeKernel): string[] {
  if (node.interfaces.length === 0) return [];
  return [
    "adopt() {",
    '  dev=$2; [ -e "/sys/class/net/$dev" ] || dev=$1',
    '  [ -e "/sys/class/net/$dev" ] || { echo "interface $1 ($2) is missing" >&2; exit 1; }',
    '  ip link set dev "$dev" down',
    '  ip address flush dev "$dev"',
    `  ip link set dev "$dev" ${kernel === "uml" ? "addrgenmode none" : 'address "$3"'}`,
    '  ip link set dev "$dev" name "tl-$1"',
    "}",
    ...node.interfaces.map(({ name, segment, mac }) => `adopt ${name} ${deviceName(segment)} ${mac}`),
    `for name in ${node.interfaces.map(({ name }) => name).join(" ")}; do ip link set dev "tl-$name" name "$name"; done`,
  ];
}

function guest(): string[] {
  return [
    '[ -x /usr/lib/uml/linux.uml ] || { echo "the image has no User Mode Linux kernel" >&2; exit 1; }',
    `rm -f ${INSTRUCTIONS}/key ${INSTRUCTIONS}/key.pub`,
    `ssh-keygen -q -t ecdsa -N "" -f ${INSTRUCTIONS}/key`,
    `mv ${INSTRUCTIONS}/key.pub ${INSTRUCTIONS}/authorized_keys`,
    `ip link add ${MANAGEMENT.outer} type veth peer name ${MANAGEMENT.guest}`,
  ];
}
