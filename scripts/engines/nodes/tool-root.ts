/** The words that run a program of the node image over this machine's files; they are for a mount namespace that nobody else is in. */
export function inToolRoot(image: string, words: readonly string[]): string[] {
  return ["/bin/sh", "-c", IN_TOOL_ROOT, "tool", image, ...words];
}

/**
 * A root of the image's programs over this machine's files, in a mount namespace of its own: nothing of it is seen
 * elsewhere, and it goes with the command. Of the machine's folders only those are there that the words lead to: each
 * takes a few milliseconds.
 */
const IN_TOOL_ROOT = `
set -eu
image=$1; shift
mount -t tmpfs -o size=1m,mode=755 tool "$image/tmp"
cd "$image"
links=
for name in *; do
  if [ -L "$name" ]; then links="$links $name"; fi
done
[ -z "$links" ] || cp -P $links tmp
cd tmp
mkdir usr etc
mount --bind "$image/usr" usr
mount --bind "$image/etc" etc
for path in /dev /proc "$@"; do
  name=\${path#/} name=\${name%%/*}
  case $path in
    /*) [ -d "/$name" ] && [ ! -e "$name" ] && [ ! -L "/$name" ] || continue ;;
    *) continue ;;
  esac
  mkdir "$name"
  mount --rbind "/$name" "$name"
done
exec chroot . setpriv --pdeathsig KILL -- "$@"
`;
