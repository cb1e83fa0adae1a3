import { chmod, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { buildRoot } from "./build-root.ts";
import { freshBuildFolder, imagesFolder } from "./cache-folder.ts";
import { withFileLock } from "./file-lock.ts";
import { hashRecipe } from "./image-hash.ts";
import { NODE_RELEASE, readImageRecipe } from "./image-recipe.ts";
import type { InstallOptions, SetupPart } from "./part.ts";

/** A finished node image on this machine. */
export interface NodeImage {
  /** The folder of its root file system; read-only for every lab. */
  readonly rootfs: string;
  readonly hash: string;
}

/** The node image that this package wants, where it is built already. */
export async function findNodeImage(): Promise<NodeImage | null> {
  const hash = hashRecipe(await readImageRecipe());
  const rootfs = join(imagesFolder(), hash);
  // Only a complete image is ever renamed to its hash, so its folder alone is proof.
  const found = await stat(rootfs).catch(() => null);
  return found?.isDirectory() ? { rootfs, hash } : null;
}

export const nodeImage: SetupPart = {
  name: "node-image",
  what: `node image (Debian ${NODE_RELEASE})`,
  present: async () => (await findNodeImage()) !== null,
  install,
};

const LONGEST_BUILD_MS = 20 * 60_000;

async function install({ step, signal }: InstallOptions): Promise<void> {
  const onWait = () => step("waiting for another tierlab that builds it", null);
  const lock = { what: "the node image", timeoutMs: LONGEST_BUILD_MS, onWait };
  await withFileLock(join(imagesFolder(), ".lock"), lock, async () => {
    if ((await findNodeImage()) !== null) return;
    const recipe = await readImageRecipe();
    const hash = hashRecipe(recipe);
    const folder = await freshBuildFolder(imagesFolder(), hash);
    try {
      const root = await buildRoot(recipe, folder, { step, signal });
      await chmod(root, 0o755);
      step("writing it to the disk", 1);
      // A power cut must not leave a complete name on half a content.
      await execa("sync", ["--file-system", root]);
      await rename(root, join(imagesFolder(), hash));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}
