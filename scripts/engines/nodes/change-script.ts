import { dirname } from "node:path/posix";
import type { Step } from "../../../stacks/diff/step.ts";
import { divertScript } from "../../../stacks/guest/divert.ts";
import { outerDaemons } from "../../../stacks/guest/kernel-sides.ts";
import { sysctlPath } from "../../../stacks/plan/boot-script.ts";
import { addressWords, routeWords } from "../../../stacks/plan/ip-words.ts";
import type { PlannedDaemon, PlannedNode } from "../../../stacks/plan/plan.ts";
import { shellCommand, shellWord } from "../../../stacks/plan/shell-word.ts";
import type { NodeKernel } from "../engine.ts";

/** The steps that change a node in place. */
export type Change = Exclude<
  Step,
  { readonly do: "remove-node" | "create-node" | "remove-segment" | "add-segment" }
>;

export interface ChangeScript {
  /** Where the node's network lives, or in its outer namespaces. */
  readonly where: "network" | "outer";
  readonly script: string;
}

/** The scripts that carry out all changes of one node, in this order: what works around its guest is told last. */
export function changeScripts(
  node: PlannedNode,
  kernel: NodeKernel,
  changes: readonly Change[],
): ChangeScript[] {
  const outer = outerDaemons(node, kernel).map(({ name }) => name);
  const isOuter = (change: Change) => "daemon" in change && outer.includes(change.daemon);
  const told = changes.filter(isOuter);
  const inner = changes.filter((change) => !isOuter(change));
  // What is diverted depends on the node's addresses and routes too.
  const again = kernel === "uml" && changes.some((one) => isOuter(one) || "address" in one || "route" in one);
  const diverted = again ? divertScript(node) : [];
  return [
    ...(inner.length === 0 ? [] : [{ where: "network" as const, script: changeScript(node, inner) }]),
    ...(told.length + diverted.length === 0
      ? []
      : [{ where: "outer" as const, script: [changeScript(node, told), ...diverted, ""].join("\n") }]),
  ];
}

/** One POSIX shell script that carries out all changes of one node in their order, and stops at the first that fails. */
export function changeScript(node: PlannedNode, changes: readonly Change[]): string {
  return [PREAMBLE, ...changes.flatMap((change) => lines(node, change)), ""].join("\n");
}

/**
 * `supervise`: sv(8) complains on its standard output. `tell_hup`: a server that answers a signal with new workers has taken the change once the old ones are gone; one
 * that keeps its workers is given a third of a second.
 */
const PREAMBLE = `set -eu
supervise() {
  said=$(sv -w 20 "$1" "/run/service/$2") || { echo "$said" >&2; exit 1; }
}
tell_hup() {
  # Between two lives it has no number, and begins the next with the new configuration.
  read -r pid <"/run/service/$1/supervise/pid" || return 0
  workers=$(cat "/proc/$pid/task/$pid/children" 2>/dev/null || :)
  supervise hup "$1"
  tries=15
  while [ $tries -gt 0 ]; do
    left=
    for worker in $workers; do [ -d "/proc/$worker" ] && left=1; done
    [ -n "$left" ] || break
    sleep 0.02
    tries=$((tries - 1))
  done
}`;

function lines(node: PlannedNode, change: Change): string[] {
  switch (change.do) {
    case "set-sysctl":
      return [`echo ${shellWord(change.value)} >${shellWord(sysctlPath(change.key))}`];
    case "raise-interface":
      return [shellCommand(["ip", "link", "set", "dev", change.dev, "up"])];
    case "add-address":
      return [shellCommand(["ip", "address", "add", ...addressWords(change.address, change.dev)])];
    case "remove-address":
      return [shellCommand(["ip", "address", "delete", change.address, "dev", change.dev])];
    case "add-route":
      return [shellCommand(["ip", "route", "replace", ...routeWords(change.route)])];
    case "remove-route":
      // The route goes by itself when the address goes that its next hop is reached by.
      return [
        `${shellCommand(["ip", "route", "delete", change.route.to, "via", change.route.via])} 2>/dev/null || :`,
      ];
    case "write-file":
      return writeFile(change.path, change.mode, change.content);
    case "remove-file":
      return [shellCommand(["rm", "-f", "--", change.path])];
    case "reload-daemon":
      return reload(daemonOf(node, change.daemon));
    case "restart-daemon":
      return restart(daemonOf(node, change.daemon));
  }
}

/** Whole or not at all, as the folder's owner: a daemon may read it at any moment. */
function writeFile(path: string, mode: string, content: string): string[] {
  const [file, draft, folder] = [path, `${path}.new`, dirname(path)].map(shellWord);
  return [
    `mkdir -p ${folder}`,
    `printf %s ${shellWord(content)} >${draft}`,
    `chown --reference=${folder} ${draft}`,
    `chmod ${shellWord(mode)} ${draft}`,
    `mv -f ${draft} ${file}`,
  ];
}

function reload(daemon: PlannedDaemon): string[] {
  if (daemon.reload === "restart") return restart(daemon);
  const told = "signal" in daemon.reload ? ["tell_hup", daemon.name] : daemon.reload.command;
  return [...configCheck(daemon), shellCommand(told)];
}

function restart(daemon: PlannedDaemon): string[] {
  return [...configCheck(daemon), shellCommand(["supervise", "force-restart", daemon.name])];
}

/** A daemon that refuses its new configuration would go on with the old one, and nobody would know. */
function configCheck({ name, user, configCheck }: PlannedDaemon): string[] {
  if (configCheck === null) return [];
  const asUser = user === "root" ? [] : ["chpst", "-u", user];
  // A configuration may name /dev/stdout, which the daemon's user must be able to open.
  const said = shellWord(`/run/${name}.check`);
  return [
    `: >${said}`,
    `chmod 666 ${said}`,
    `${shellCommand([...asUser, ...configCheck])} >${said} 2>&1 || {`,
    `  echo ${shellWord(`${name} refuses its configuration:`)} >&2; cat ${said} >&2; exit 1`,
    "}",
  ];
}

function daemonOf(node: PlannedNode, name: string): PlannedDaemon {
  const daemon = node.daemons.find((one) => one.name === name);
  if (daemon === undefined) throw new Error(`node ${node.name} has no daemon ${name}`);
  return daemon;
}
