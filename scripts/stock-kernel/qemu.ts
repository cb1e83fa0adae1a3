import { tiedCommand } from "../setup/tied-command.ts";
import { QEMU } from "./lack.ts";

/** What the virtual machine may take of this one: 3 GiB for it, 256 MiB for its translated code. */
export const MACHINE_MEMORY_MIB = 3072;
const CODE_MIB = 256;

export interface MachineParts {
  readonly vmlinuz: string;
  readonly disk: string;
  /** A file that it writes its results to, as on a disk. */
  readonly results: string;
}

/**
 * The command that boots a machine by software emulation and ends with it; it dies with this process. Its clock counts
 * instructions, one a nanosecond, so that for it no machine below is slow, and stands for nobody but it: what waits for
 * a timer waits in this machine's time.
 */
export function qemuCommand({ vmlinuz, disk, results }: MachineParts): [string, ...string[]] {
  return tiedCommand([
    QEMU,
    ...["-machine", "q35", "-cpu", "max", "-smp", "1", "-m", String(MACHINE_MEMORY_MIB)],
    ...["-accel", `tcg,tb-size=${CODE_MIB}`, "-icount", "shift=0,sleep=on"],
    ...["-nodefaults", "-display", "none", "-nic", "none", "-no-reboot", "-serial", "stdio"],
    // Debian's kernel has NVMe built in, so it needs no initramfs.
    ...["-drive", `if=none,id=root,format=raw,file=${disk}`, "-device", "nvme,serial=root,drive=root"],
    ...["-drive", `if=virtio,format=raw,file=${results}`],
    ...["-kernel", vmlinuz, "-append", KERNEL_WORDS.join(" ")],
  ]);
}

const KERNEL_WORDS = [
  ...["console=ttyS0", "quiet", "panic=-1"],
  ...["root=/dev/nvme0n1", "rw", "init=/usr/local/sbin/stock-kernel-init"],
] as const;
