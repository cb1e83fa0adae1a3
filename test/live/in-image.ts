import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { findNodeImage } from "../../scripts/setup/node-image.ts";
import type { PlannedFile, PlannedNode } from "../../stacks/plan/plan.ts";

/** Lays the image under a layer in memory, puts the node's files and folders in, and runs the command there; all of it ends with the command. */
const INSIDE = `
set -eu
image=$1 files=$2
shift 2
mount -t tmpfs layer /mnt
mkdir /mnt/upper /mnt/work /mnt/root
mount -t overlay node -o "lowerdir=$image,upperdir=/mnt/upper,workdir=/mnt/work" /mnt/root
for folder in tmp run var/log; do mount -t tmpfs -o mode=1777 "$folder" "/mnt/root/$folder"; done
mount -t proc proc /mnt/root/proc
mount --rbind /dev /mnt/root/dev
cp -R "$files/." /mnt/root/
while read -r owner mode path; do
  if [ "$owner" = interface ]; then
    ip link add "$path" type bridge
    ip link set "$path" up
    continue
  fi
  mkdir -p "/mnt/root$path"
  chroot /mnt/root chown "$owner" "$path"
  chmod "$mode" "/mnt/root$path"
done
ip link set lo up
echo 0 >/proc/sys/net/ipv4/ip_unprivileged_port_start
exec chroot /mnt/root "$@"
`;

export interface Outcome {
  readonly exitCode: number | undefined;
  readonly output: string;
}

/** Runs a command as a node with these files would, in namespaces of its own on the node image. */
export async function runInImage(
  node: PlannedNode,
  files: readonly PlannedFile[],
  command: readonly string[],
): Promise<Outcome> {
  const image = await findNodeImage();
  if (image === null) throw new Error("the node image is missing: run `scripts/tierlab setup`");
  const folder = await mkdtemp(join(tmpdir(), "tierlab-role-"));
  try {
    for (const { path, mode, content } of files) {
      const file = join(folder, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
      await chmod(file, Number.parseInt(mode, 8));
    }
    const namespaces = ["--mount", "--net", "--pid", "--fork", "--kill-child", "--propagation", "private"];
    const { exitCode, all } = await execa(
      "unshare",
      [...namespaces, "sh", "-c", INSIDE, "sh", image.rootfs, folder, ...command],
      {
        input: lines(node),
        all: true,
        reject: false,
        timeout: 60_000,
      },
    );
    return { exitCode, output: all };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a node has beside its files: keepalived refuses an interface that is not there. */
function lines({ writable, interfaces }: PlannedNode): string {
  const folders = writable.map(({ owner, mode, path }) => `${owner} ${mode} ${path}\n`);
  const links = interfaces.map(({ name }) => `interface - ${name}\n`);
  return [...links, ...folders].join("");
}
