import { bundle, EVENTS } from "./node-folder.ts";

/** The OCI runtimes that can start a node, the better first. */
export const RUNTIMES = ["crun", "runc"] as const;
export type Runtime = (typeof RUNTIMES)[number];

/** Where crun is mounted read-only: from a place that may be written it would copy itself before each start. */
export const SAFE_CRUN = "/run/lab/crun";

/** What starts nodes as the runtime that was found. */
export function launcherOf(runtime: string): string {
  return runtime.endsWith("crun") ? SAFE_CRUN : runtime;
}

/**
 * Starts the nodes named by its arguments, one after another. A node's standard input is a pipe of its own, by which it
 * is told that its links are there; its standard output is the lab's one pipe of events. Both are opened for reading
 * and writing, so that neither end ever waits for the other or dies of it. Says `NODE PID` for each.
 */
const LAUNCH = `
runtime=$1; shift
case $runtime in */crun|crun) options=--cgroup-manager=disabled;; *) options=;; esac
for node in "$@"; do
  cd "${bundle("$node")}"
  if $runtime --root /run/oci $options run --detach --bundle . --pid-file pid "$node" 0<>go 1<>${EVENTS} 2>>console
  then read -r pid <pid; echo "$node $pid"
  else echo "$node failed"
  fi
done
`;

/** The commands, one a processor, that start these nodes side by side. */
export function launchCommands(runtime: string, nodes: readonly string[], processors: number): string[][] {
  const lanes = Math.max(1, Math.min(processors, nodes.length));
  return Array.from({ length: lanes }, (_, lane) => [
    ...["/bin/sh", "-c", LAUNCH, "launch", launcherOf(runtime)],
    ...nodes.filter((__, index) => index % lanes === lane),
  ]);
}

/** Reads what a launch said: the node's init as the lab counts, or null where it did not start. */
export function launchedPids(said: string): Map<string, number | null> {
  const lines = said.split("\n").filter((line) => line !== "");
  return new Map(
    lines.map((line) => {
      const [node = "", pid = ""] = line.split(" ");
      return [node, pid === "failed" ? null : Number(pid)];
    }),
  );
}
