import { isOuter } from "../../../stacks/guest/kernel-sides.ts";
import type { ActContext, Left } from "./act.ts";
import { inNode } from "./in-node.ts";

/** What is done with one daemon of a node, by runit's own means. */
export async function actOnDaemon(
  act: keyof typeof SCRIPTS,
  node: string,
  daemon: string,
  context: ActContext,
): Promise<undefined> {
  const words = ["/bin/sh", "-c", SCRIPTS[act], act, `/run/service/${daemon}`];
  await inNode(context, node, words, sideOf(daemon, node, context));
  return undefined;
}

/** Of a node with two kernels, the one that the daemon runs beside. */
function sideOf(daemon: string, node: string, { lab }: Pick<ActContext, "lab">): "network" | "outer" {
  const planned = lab.plan.nodes.find(({ name }) => name === node);
  const needs = planned?.daemons.find(({ name }) => name === daemon)?.needs;
  return isOuter(lab.nodeKernels[node] ?? "host", needs) ? "outer" : "network";
}

/** A daemon that is down until something starts it. */
export function leftDown(node: string, daemon: string): Left {
  return { what: `daemon ${daemon}`, putBack: [{ do: "restart-daemon", node, daemon }] };
}

export function leftUp(daemon: string): Left {
  return { what: `daemon ${daemon}`, putBack: null };
}

const SCRIPTS = {
  // `once`: runsv does not start it again. Its workers would outlive it, and serve on.
  kill: `
set -eu
sv once "$1" >/dev/null
read -r root <"$1/supervise/pid"
kill -KILL $(ps -eo pid=,ppid= | awk -v root="$root" '
  { parent[$1] = $2 }
  END { for (pid in parent) { at = pid; while (at in parent && at != root) at = parent[at]; if (at == root) print pid } }')
`,
  stop: 'said=$(sv -w 10 force-stop "$1") || { echo "$said" >&2; exit 1; }',
  start: 'said=$(sv -w 10 start "$1") || { echo "$said" >&2; exit 1; }',
} as const;
