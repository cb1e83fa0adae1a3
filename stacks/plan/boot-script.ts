import { qdiscWords } from "./impairment.ts";
import { addressWords, routeWords } from "./ip-words.ts";
import type { PlannedDaemon, PlannedNode } from "./plan.ts";
import { shellCommand, shellWord } from "./shell-word.ts";

/**
 * The POSIX shell script that makes a bare node what the plan says, the same on every engine: it names the interfaces
 * by their MACs, sets sysctls, addresses and routes, lays out one service folder a daemon, says `NODE booted` on
 * standard output, and hands over to runsvdir. Needs sysfs, ip, ethtool and runit; writes only below /proc/sys/net and
 * /run, and what the node's writable folders under tmpfs need.
 */
export function bootScript(node: PlannedNode, { sysctls = "set" }: BootOptions = {}): string {
  return [
    `# ${node.name}: made from the plan of its lab`,
    "set -eu",
    ...interfaceNames(node),
    ...node.interfaces.map(({ name }) => offloadsOff(name)),
    ...tunnel(node),
    ...(sysctls === "set" ? settings(node) : givenSettings(node)),
    ...network(node),
    ...impairments(node),
    ...runtimeFolders(node),
    ...serviceFolders(node.daemons),
    `echo ${shellWord(`${node.name} booted`)}`,
    // Daemons must not hold the pipes that the engine listens on.
    `exec runsvdir ${node.daemons.length > 0 ? "/run/service" : NO_SERVICES} </dev/null >&2`,
    "",
  ].join("\n");
}

export interface BootOptions {
  /** `given`: the engine has set them, where /proc/sys is read-only. */
  readonly sysctls?: "set" | "given";
}

/** An empty folder of every image: making one would double the processes of a plain node's boot. */
const NO_SERVICES = "/srv";

/** Where a node sees its instructions; the folder exists in the image, and stays visible when a guest mounts its own /run. */
export const INSTRUCTIONS = "/usr/lib/tierlab";

/** Folders that every engine gives a node as an empty tmpfs. */
export const VOLATILE_FOLDERS = ["/run", "/tmp", "/var/log", "/var/tmp"] as const;

/** Whether a path lies below one of the folders that start empty at each boot. */
export function isVolatile(path: string): boolean {
  return VOLATILE_FOLDERS.some((folder) => path.startsWith(`${folder}/`));
}

/** Two passes, because a name that is wanted may still be another interface's. */
function interfaceNames(node: PlannedNode): string[] {
  if (node.interfaces.length === 0) return [];
  const arms = node.interfaces.map(({ mac, name }) => `    ${mac.toLowerCase()}) name=${word(name)} ;;`);
  return [
    "renamed=",
    "for dev in /sys/class/net/*; do",
    '  read -r mac <"$dev/address" || continue',
    `  dev=$\{dev##*/}`,
    '  case "$mac" in',
    ...arms,
    "    *) continue ;;",
    "  esac",
    '  [ "$dev" = "$name" ] && continue',
    '  ip link set dev "$dev" down name "tl-$name"',
    '  renamed="$renamed $name"',
    "done",
    'for name in $renamed; do ip link set dev "tl-$name" name "$name"; done',
    `for name in ${node.interfaces.map(({ name }) => word(name)).join(" ")}; do`,
    '  [ -e "/sys/class/net/$name" ] || { echo "interface $name is missing" >&2; exit 1; }',
    "done",
  ];
}

/** With offloads a capture shows checksums that were never computed, and frames that were never on a wire. */
export function offloadsOff(name: string): string {
  return `ethtool -K ${word(name)} rx off tx off sg off tso off gso off gro off >/dev/null 2>&1 || :`;
}

/** A kernel that has the module makes the device in every network namespace, or else on demand. */
function tunnel({ tunnel: planned }: PlannedNode): string[] {
  if (planned === undefined) return [];
  const name = word(planned.name);
  return [
    `[ -e /sys/class/net/${name} ] || ip link add ${name} type ${planned.kind} 2>/dev/null || :`,
    `[ -e /sys/class/net/${name} ] || { echo "the kernel has no device ${name}" >&2; exit 1; }`,
  ];
}

/** Before addresses: a real server must keep quiet about a VIP from the first moment it holds it. */
function settings(node: PlannedNode): string[] {
  return sysctlsOf(node).map(([key, value]) => `echo ${shellWord(value)} >${shellWord(sysctlPath(key))}`);
}

/** What the engine was to set is looked at, and written only where it is otherwise: that fails where it cannot be. */
function givenSettings(node: PlannedNode): string[] {
  return [
    // Not read: it asks for a byte at a time, and such a file gives no second one.
    'setting() { path=$1 wanted=$2; set -- $(cat "$path"); [ "$*" = "$wanted" ] || echo "$wanted" >"$path"; }',
    ...Object.entries(givenSysctls(node)).map(
      ([key, value]) => `setting ${shellWord(sysctlPath(key))} ${shellWord(value)}`,
    ),
  ];
}

/**
 * The sysctls that an engine has to give where /proc/sys is read-only. It sets them in any order, and a host's ip_forward
 * resets one of them (net/ipv4/devinet.c, inet_forward_change): that is left out, as no node sends redirects anyway.
 */
export function givenSysctls(node: PlannedNode): Record<string, string> {
  const { "net.ipv4.conf.all.accept_redirects": reset = "0", ...others } = Object.fromEntries(
    sysctlsOf(node),
  );
  const kept = others["net.ipv4.ip_forward"] === "1";
  return kept ? { ...others, "net.ipv4.conf.all.accept_redirects": reset } : others;
}

function sysctlsOf({ sysctls }: PlannedNode): [string, string][] {
  // Ping without a capability; a fresh network namespace lets nobody.
  return [["net.ipv4.ping_group_range", "0 0"], ...Object.entries(sysctls)];
}

/** `net.ipv4.ip_forward` as the file below /proc/sys; slashes and dots are swapped as sysctl(8) does. */
export function sysctlPath(key: string): string {
  const path = key.replaceAll(/[./]/g, (sign) => (sign === "." ? "/" : "."));
  if (!/^net(\/[\w.-]+)+$/.test(path) || path.includes("..")) {
    throw new Error(`${key} is not a sysctl of a node's own network`);
  }
  return `/proc/sys/${path}`;
}

function network(node: PlannedNode): string[] {
  const lines = [
    "link set lo up",
    ...node.loopback.map((address) => line("address add", addressWords(address, "lo"))),
    ...node.interfaces.flatMap(({ name, addresses }) => [
      ...addresses.map((address) => line("address add", addressWords(address, name))),
      `link set ${word(name)} up`,
    ]),
    ...(node.tunnel === undefined ? [] : [`link set ${word(node.tunnel.name)} up`]),
    ...node.routes.map((route) => line("route add", routeWords(route))),
  ];
  return ["ip -batch - <<'END'", ...lines, "END"];
}

function impairments(node: PlannedNode): string[] {
  return node.interfaces.flatMap(({ name, impairment }) =>
    impairment === undefined ? [] : [shellCommand(qdiscWords(name, impairment))],
  );
}

function line(command: string, words: readonly string[]): string {
  return [command, ...words.map((text) => (text === "+" ? text : word(text)))].join(" ");
}

/** The words of an `ip -batch` line are parted by blanks and cannot be quoted. */
function word(text: string): string {
  if (!/^[\w.:/@-]+$/.test(text)) throw new Error(`${JSON.stringify(text)} cannot stand in a line for ip`);
  return text;
}

function runtimeFolders(node: PlannedNode): string[] {
  const logs = node.daemons.flatMap((daemon) => daemon.logs);
  return node.writable
    .filter(({ path }) => isVolatile(path))
    .flatMap(({ path, owner, mode }) => {
      const made = `mkdir -p -m ${shellWord(mode)} ${shellWord(path)}`;
      if (owner === "root" || owner === "root:root") return [made];
      // What a guest kernel's daemon creates on its machine's file system belongs to root: a log must be there already.
      const within = logs.filter((log) => log.startsWith(`${path}/`)).map(shellWord);
      return [
        made,
        ...within.map((log) => `: >>${log}`),
        `chown ${[owner, path].map(shellWord).join(" ")}${within.map((log) => ` ${log}`).join("")}`,
      ];
    });
}

/** The lines that lay out one folder a daemon below /run/service, for runsvdir to find. */
export function serviceFolders(daemons: readonly PlannedDaemon[]): string[] {
  if (daemons.length === 0) return [];
  const folders = daemons.map(({ name }) => `/run/service/${word(name)}`);
  return [
    `mkdir -p ${folders.join(" ")}`,
    ...daemons.flatMap((daemon) => [
      // Not echo: it would read backslashes in a daemon's arguments.
      `printf '%s\\n' ${shellWord(runScript(daemon))} >/run/service/${word(daemon.name)}/run`,
    ]),
    `chmod 755 ${folders.map((folder) => `${folder}/run`).join(" ")}`,
    ...daemons.flatMap(ownLog),
    // runsvdir sleeps for a second where the folder was changed within the last one.
    "touch -d @1 /run/service",
  ];
}

/** Root here lacks the power to write others' files, and a daemon that gave up root may open its output by name, as /dev/stdout. */
function ownLog({ name, user }: PlannedDaemon): string[] {
  const log = `/var/log/${word(name)}.log`;
  return user === "root" ? [] : [`: >>${log}`, `chmod 666 ${log}`];
}

/** What runsv runs and supervises: the daemon in the foreground as its user, its output in one log file. */
function runScript(daemon: PlannedDaemon): string {
  const asUser = daemon.user === "root" ? [] : ["chpst", "-u", daemon.user];
  return [
    "#!/bin/sh",
    `exec </dev/null >>/var/log/${word(daemon.name)}.log 2>&1`,
    ...daemon.after.map((name) => `sv -w 10 check /run/service/${word(name)} >/dev/null || exit 1`),
    ...Object.entries(daemon.environment).map(([key, value]) => `export ${word(key)}=${shellWord(value)}`),
    `exec ${shellCommand([...asUser, ...daemon.command])}`,
  ].join("\n");
}
