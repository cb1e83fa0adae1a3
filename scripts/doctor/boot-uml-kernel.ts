import { dirname } from "node:path";
import type { NodeImage } from "../setup/node-image.ts";
import type { UmlKernel } from "../setup/uml-kernel.ts";
import { tryCommand } from "./try-command.ts";

export interface UmlBoot {
  readonly worked: boolean;
  readonly ms: number;
  /** The kernel's last words where it did not work. */
  readonly why: string;
}

const LONGEST_BOOT_MS = 20_000;

// The image is only looked at; all that is mounted goes with the namespace. The shell stays process 1 there: as such the
// kernel could not abort itself.
const SCRIPT = `set -e
mount -t tmpfs -o mode=700 none /mnt
mkdir /mnt/root
mount --bind "$1" /mnt/root
mount -o remount,bind,ro /mnt/root
mount -t proc none /mnt/root/proc
mount -t tmpfs -o exec,size=128m none /mnt/root/tmp
mount --bind "$2" /mnt/root/usr/lib/uml
mount --bind "$3" /mnt/root/usr/lib/modules
shift 3
chroot /mnt/root env TMPDIR=/tmp HOME=/tmp "$@" </dev/null || exit 1`;

// The kernel gives what stands behind -- to its init, and prints the table once IPVS answers; then it stops, having lost its init.
const UML_COMMAND = [
  ...["/usr/lib/uml/linux.uml", "mem=64M", "quiet", "seccomp=on"],
  ...["rootfstype=hostfs", "rootflags=/", "root=/dev/root", "ro", "con=null", "con0=null,fd:1"],
  ...["init=/bin/sh", "--", "-c", '"modprobe ip_vs && ipvsadm -Ln"'],
] as const;

/** Boots the kernel once in the node image with nothing but IPVS: some kernels die on some processors. */
export async function bootUmlKernel(kernel: UmlKernel, image: NodeImage): Promise<UmlBoot> {
  const startedAt = performance.now();
  const { output } = await tryCommand(
    [
      ...(["unshare", "--mount", "--pid", "--net", "--fork", "--kill-child=KILL"] as const),
      ...["sh", "-c", SCRIPT, "boot", image.rootfs, dirname(kernel.kernel), kernel.modules],
      ...UML_COMMAND,
    ],
    LONGEST_BOOT_MS,
  );
  const worked = output.includes("IP Virtual Server version");
  return { worked, ms: performance.now() - startedAt, why: worked ? "" : lastWords(output) };
}

function lastWords(output: string): string {
  const lines = output.split("\n").filter((line) => line.trim() !== "" && !/^ [0-9a-f[]/.test(line));
  return (
    lines.find((line) => /failed|panic|errno|denied|not permitted/i.test(line)) ??
    lines.at(-1) ??
    "it said nothing"
  );
}
