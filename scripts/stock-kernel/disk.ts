import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { packageRoot } from "../package-root.ts";
import type { NodeImage } from "../setup/node-image.ts";
import { tiedCommand } from "../setup/tied-command.ts";
import type { StockKernel } from "./packages.ts";

/** Makes the disk of a machine in `folder`: node image, kernel and project, with these files in root's home. Returns its path. */
export async function makeDisk(
  image: NodeImage,
  kernel: StockKernel,
  files: Readonly<Record<string, string>>,
  { folder, signal }: { readonly folder: string; readonly signal: AbortSignal },
): Promise<string> {
  const disk = join(folder, "disk.img");
  const home = join(folder, "home");
  await mkdir(home);
  for (const [name, content] of Object.entries(files)) await writeFile(join(home, name), content);
  const project = packageRoot();
  const make = ["sh", join(project, "scripts/stock-kernel/make-disk.sh")];
  const [file, ...args] = tiedCommand([
    "unshare",
    "--mount",
    ...make,
    image.rootfs,
    kernel.folder,
    project,
    home,
    disk,
  ]);
  await execa(file, args, { cancelSignal: signal, timeout: 5 * 60_000, stdin: "ignore" });
  return disk;
}
