import type { ActContext, Left } from "./act.ts";
import { inNode } from "./in-node.ts";

/** What is done with one daemon of a node, by runit's own means. */
export async function actOnDaemon(
  act: keyof typeof SCRIPTS,
  node: string,
  daemon: string,
  context: ActContext,
): Promise<undefined> {
  await inNode(context, node, ["/bin/sh", "-c", SCRIPTS[act], act, `/run/service/${daemon}`]);
  return undefined;
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
