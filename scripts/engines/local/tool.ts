import type { CommandResult } from "../engine.ts";
import { command } from "../nodes/command.ts";
import { NODE_ENVIRONMENT } from "./oci-config.ts";
import type { LabRecord } from "./record.ts";

/**
 * A root of the image's programs over this machine's files, in a mount namespace of its own: nothing of it is seen
 * elsewhere, and it goes with the command.
 */
const IN_TOOL_ROOT = `
set -eu
image=$1; shift
mount -t tmpfs -o size=1m,mode=755 tool "$image/tmp"
cd "$image/tmp"
for path in "$image"/*; do
  name=\${path##*/}
  if [ -L "$path" ]; then cp -P "$path" "$name"; fi
done
mkdir usr etc
mount --bind "$image/usr" usr
mount --bind "$image/etc" etc
for path in /*; do
  name=\${path##*/}
  [ -d "$path" ] && [ ! -e "$name" ] && [ ! -L "$path" ] || continue
  mkdir "$name"
  mount --rbind "$path" "$name"
done
exec chroot . setpriv --pdeathsig KILL -- "$@"
`;

/** Runs a program of the node image on files of this machine, in the lab's PID namespace, so that it dies with the lab, and without a network but the lab's. */
export async function tool(
  record: LabRecord,
  words: readonly string[],
  options: { readonly timeoutMs?: number } = {},
): Promise<CommandResult> {
  const entry = ["unshare", "--mount", "/bin/sh", "-c", IN_TOOL_ROOT, "tool", record.image, ...words];
  const enter = ["nsenter", "--target", String(record.anchor.pid), "--pid", "--net", "--"];
  return command([...enter, ...entry], {
    env: { ...NODE_ENVIRONMENT, HOME: "/nonexistent" },
    timeoutMs: options.timeoutMs ?? 60_000,
  });
}
