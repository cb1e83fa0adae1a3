import { basename, dirname } from "node:path";
import { bootScript, INSTRUCTIONS, offloadsOff, serviceFolders } from "../plan/boot-script.ts";
import type { KernelFeature, PlannedNode } from "../plan/plan.ts";
import { shellCommand } from "../plan/shell-word.ts";
import { divertScript, divertSysctls, guestEnd } from "./divert.ts";
import { outerDaemons } from "./kernel-sides.ts";

/** A User Mode Linux kernel on this machine: its executable, and the folder that holds one folder of modules a release. */
export interface UmlFiles {
  readonly kernel: string;
  readonly modules: string;
}

/** The pair of interfaces over which the engine speaks to a guest: `outer` keeps an address, `guest` passes frames. */
export const MANAGEMENT = {
  outer: "mgmt0",
  outerAddress: "169.254.255.1",
  guest: "mgmt1",
  guestMac: "02:74:6c:00:00:01",
  guestAddress: "169.254.255.2",
  network: "169.254.255.0/30",
} as const;

/** Where the image keeps room for a kernel and its modules, and a node keeps its guest's memory. */
const KERNEL_FOLDER = "/usr/lib/uml";
const MODULES_FOLDER = "/usr/lib/modules";
const MEMORY_FOLDER = "/dev/shm";

/** A guest does not boot in less. */
const LEAST_MEMORY_MIB = 192;

/** What a node's container needs to run a guest kernel; the memory's folder must allow execution. */
export function umlMounts(uml: UmlFiles, node: PlannedNode): object[] {
  const readOnly = ["bind", "ro", "nosuid", "nodev"];
  const memory = ["nosuid", "nodev", "mode=700", `size=${guestMemoryMiB(node) + 16}m`];
  return [
    { destination: MEMORY_FOLDER, type: "tmpfs", source: "tmpfs", options: memory },
    { destination: KERNEL_FOLDER, source: dirname(uml.kernel), options: readOnly },
    { destination: MODULES_FOLDER, source: uml.modules, options: readOnly },
  ];
}

/** The outer interfaces of a guest kernel only pass frames: they must not speak for themselves. */
export const QUIET_SYSCTLS = {
  "net.ipv6.conf.default.disable_ipv6": "1",
  "net.ipv4.conf.all.arp_ignore": "1",
};

/** The sysctls around a guest that an engine has to set where /proc/sys is read-only. */
export function outerSysctls(node: PlannedNode): Record<string, string> {
  return { ...QUIET_SYSCTLS, ...divertSysctls(node) };
}

/** The instructions of a node whose network lives in a guest, by file name: the outer script, the guest's init and boot script, and its SSH server. */
export function umlInstructions(node: PlannedNode, uml: UmlFiles): Record<string, string> {
  return {
    outer: outerScript(node, uml),
    "guest-init": guestInit(node),
    "guest-boot": bootScript(guestPart(node)),
    fstab: FSTAB,
    sshd_config: SSHD_CONFIG,
  };
}

function guestPart(node: PlannedNode): PlannedNode {
  const outer = outerDaemons(node, "uml");
  return { ...node, daemons: node.daemons.filter((daemon) => !outer.includes(daemon)) };
}

/** Frames pass between the outer interfaces and the guest's by raw sockets; a shell stays PID 1, because it reaps. */
function outerScript(node: PlannedNode, uml: UmlFiles): string {
  const daemons = outerDaemons(node, "uml");
  const names = [...node.interfaces.map(({ name }) => name), MANAGEMENT.guest];
  return [
    "set -eu",
    ...names.map(offloadsOff),
    "ip -batch - <<END",
    `address add ${MANAGEMENT.outerAddress}/30 dev ${MANAGEMENT.outer}`,
    ...[MANAGEMENT.outer, ...names].map((name) => `link set ${name} up`),
    "END",
    ...divertScript(node),
    ...serviceFolders(daemons),
    ...(daemons.length > 0 ? ["runsvdir /run/service </dev/null >&2 &"] : []),
    `TMPDIR=${MEMORY_FOLDER} ${shellCommand(umlCommand(node, uml))} </dev/null | ${consoleRelay(node.name)}`,
    "",
  ].join("\n");
}

/**
 * Tells the engine of a guest's boot, and keeps the rest of its console in the node's. A guest's terminal writes a line
 * and its end one after the other, so guests that boot at once would write into each other's lines on the lab's one pipe.
 */
export function consoleRelay(node: string): string {
  return `while IFS= read -r line; do
  line=\${line%"\r"}
  case "$line" in
    "${node} booted" | "${node} failed") echo "$line" ;;
    *) printf '%s\\n' "$line" >&2 ;;
  esac
done`;
}

function umlCommand(node: PlannedNode, uml: UmlFiles): string[] {
  const interfaces = [
    ...node.interfaces.map(({ name, mac }) => ({ name: guestEnd(node, name), mac })),
    { name: MANAGEMENT.guest, mac: MANAGEMENT.guestMac },
  ];
  return [
    `${KERNEL_FOLDER}/${basename(uml.kernel)}`,
    `mem=${guestMemoryMiB(node)}M`,
    // Loops a jiffy, given so that the kernel need not measure it for 0.4 s; it only bounds short waits of drivers.
    "lpj=11059200",
    // Measuring which RAID-6 code is fastest takes most of a boot (lib/raid6/algos.c in Linux before 7), and no node has such disks.
    "initcall_blacklist=raid6_init,raid6_select_algo",
    "uml_dir=/run/",
    ...["quiet", "loglevel=3", "seccomp=on", "rootfstype=hostfs", "rootflags=/", "root=/dev/root", "rw"],
    `init=${INSTRUCTIONS}/guest-init`,
    ...["con=null", "con0=null,fd:1"],
    ...interfaces.map(
      ({ name, mac }, index) => `vec${index}:transport=raw,ifname=${name},depth=128,gro=1,mac=${mac}`,
    ),
  ];
}

/** The memory of a node's guest. */
export function guestMemoryMiB(node: PlannedNode): number {
  return Math.max(LEAST_MEMORY_MIB, node.limits.memoryMiB);
}

/** /var/log stays the outer node's folder, so that logs are read without asking the guest. */
const FSTAB = `sysfs /sys sysfs nosuid,nodev,noexec 0 0
devpts /dev/pts devpts nosuid,noexec,mode=620,ptmxmode=666 0 0
tmpfs /run tmpfs nosuid,nodev,mode=755 0 0
tmpfs /tmp tmpfs nosuid,nodev,mode=1777 0 0
tmpfs /var/tmp tmpfs nosuid,nodev,mode=1777 0 0
`;

/** What a guest's kernel loads for the features that its node needs. */
const MODULES: Readonly<Record<KernelFeature, readonly string[]>> = {
  ipvs: ["ip_vs"],
  // No guest kernel has it.
  "ipvs-twos": [],
  netem: ["sch_netem"],
  ipip: ["ipip"],
  // A guest kernel has no IPv4 tables.
  nat: [],
  synproxy: [],
};

function modulesOf({ kernelNeeds }: PlannedNode): string {
  return kernelNeeds
    .flatMap((need) => MODULES[need])
    .map((module) => `modprobe ${module}\n`)
    .join("");
}

function guestInit(node: PlannedNode): string {
  return `#!/bin/sh
set -eu
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin LANG=C.UTF-8 HOME=/root
# A guest's init begins with 1,024, and a web server keeps thousands of connections.
ulimit -n 65536
mount -t proc proc /proc
mkdir -p /dev/pts
# No kernel makes it, and shells name what they substitute by it.
ln -sfn /proc/self/fd /dev/fd
mount -a -T ${INSTRUCTIONS}/fstab
echo ${node.name} >/proc/sys/kernel/hostname
${modulesOf(node)}for dev in /sys/class/net/*; do
  read -r mac <"$dev/address"
  [ "$mac" = ${MANAGEMENT.guestMac} ] && management=\${dev##*/}
done
ip -batch - <<END
link set dev $management name ${MANAGEMENT.outer}
address add ${MANAGEMENT.guestAddress}/30 dev ${MANAGEMENT.outer}
link set ${MANAGEMENT.outer} up
END
mkdir -p /run/sshd
/usr/sbin/sshd -f ${INSTRUCTIONS}/sshd_config
. ${INSTRUCTIONS}/guest-boot
`;
}

const SSHD_CONFIG = `ListenAddress ${MANAGEMENT.guestAddress}
HostKey ${INSTRUCTIONS}/key
AuthorizedKeysFile ${INSTRUCTIONS}/authorized_keys
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
UseDNS no
PidFile none
PrintMotd no
PrintLastLog no
LogLevel ERROR
SetEnv SVDIR=/run/service
MaxSessions 1000
`;
