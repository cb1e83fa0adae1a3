/** The words that run a program of the node image over this machine's files; they are for a mount namespace that nobody else is in. */
export function inToolRoot(image: string, words: readonly string[]): string[] {
  return ["/bin/sh", "-c", IN_TOOL_ROOT, "tool", image, ...words];
}

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
