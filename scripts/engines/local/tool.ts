import type { CommandResult } from "../engine.ts";
import { insideAnchor } from "./anchor.ts";
import { command } from "./command.ts";
import { NODE_ENVIRONMENT } from "./oci-config.ts";
import type { LabRecord } from "./record.ts";

/**
 * A root of the image's programs over this machine's files, in a mount namespace of its own: nothing of it is seen
 * elsewhere, and it goes with the command. /run there is the lab's.
 */
const IN_TOOL_ROOT = `
set -eu
image=$1; shift
mkdir -p /run/lab/tool
mount -t tmpfs -o size=1m,mode=755 tool /run/lab/tool
cd /run/lab/tool
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

/** Runs a program of the node image on files of this machine, inside the lab's namespaces, so that it dies with the lab. */
export async function tool(
  record: LabRecord,
  words: readonly string[],
  options: { readonly timeoutMs?: number } = {},
): Promise<CommandResult> {
  const entry = ["unshare", "--mount", "/bin/sh", "-c", IN_TOOL_ROOT, "tool", record.image, ...words];
  return command(insideAnchor(record.anchor, entry), {
    env: { ...NODE_ENVIRONMENT, HOME: "/nonexistent" },
    timeoutMs: options.timeoutMs ?? 60_000,
  });
}
