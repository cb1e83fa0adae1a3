import { readFile } from "node:fs/promises";
import { hasCommand } from "../setup/has-command.ts";

/** Debian packages that the virtual machine takes. */
export const EMULATOR_PACKAGES = ["qemu-system-x86", "e2fsprogs"] as const;

/** Why no virtual machine with a stock kernel can be had here, whatever is installed; null where it can. */
export async function lackOfMachine(): Promise<string | null> {
  if (process.getuid?.() !== 0) return "needs root";
  if (process.arch !== "x64") return `its kernel is for amd64, not for ${process.arch}`;
  const overlay = /\toverlay$/m.test(await readFile("/proc/filesystems", "utf8"));
  return overlay ? null : "its disk is laid out by overlayfs, which this kernel has not loaded";
}

/** Those of the machine's commands that are not installed yet. */
export async function missingCommands(): Promise<string[]> {
  const commands = [QEMU, "mke2fs"];
  const there = await Promise.all(commands.map(hasCommand));
  return commands.filter((_, index) => there[index] === false);
}

export const QEMU = "qemu-system-x86_64";
