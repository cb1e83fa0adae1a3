import { chmod, rename, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { freshBuildFolder, imagesFolder } from "./cache-folder.ts";
import { obtainImageWay } from "./choose-image-way.ts";
import { withFileLock } from "./file-lock.ts";
import { hashRecipe } from "./image-hash.ts";
import { type ImageRecipe, NODE_RELEASE, readImageRecipe } from "./image-recipe.ts";
import { IMAGE_WAYS, type ImageChoice, type ImageWayName } from "./image-way.ts";
import type { InstallOptions, SetupPart } from "./part.ts";

/** A finished node image on this machine. */
export interface NodeImage {
  /** The folder of its root file system; read-only for every lab. */
  readonly rootfs: string;
  readonly hash: string;
  /** What made it. */
  readonly by: ImageWayName;
}

/** The node image that this package wants, where it is built already; where both ways made one, that which was set up last. */
export async function findNodeImage(): Promise<NodeImage | null> {
  const recipe = await readImageRecipe();
  const found = await Promise.all(IMAGE_WAYS.map((way) => findImageBy(way, recipe)));
  const [latest] = found.flatMap((image) => image ?? []).toSorted((a, b) => b.setUpAt - a.setUpAt);
  return latest?.image ?? null;
}

/** The node image as a part of the set-up; `auto` takes one that is there, whatever made it. */
export function nodeImagePart(choice: ImageChoice): SetupPart {
  return {
    name: "node-image",
    what: `node image (Debian ${NODE_RELEASE})`,
    present: async () => fits(await findNodeImage(), choice),
    install: (options) => install(choice, options),
  };
}

function fits(image: NodeImage | null, choice: ImageChoice): boolean {
  return image !== null && (choice === "auto" || image.by === choice);
}

async function findImageBy(
  way: ImageWayName,
  recipe: ImageRecipe,
): Promise<{ readonly image: NodeImage; readonly setUpAt: number } | null> {
  const hash = hashRecipe(recipe, way);
  const rootfs = join(imagesFolder(), hash);
  // Only a complete image is ever renamed to its hash, so its folder alone is proof.
  const found = await stat(rootfs).catch(() => null);
  return found?.isDirectory() ? { image: { rootfs, hash, by: way }, setUpAt: found.mtimeMs } : null;
}

const LONGEST_BUILD_MS = 20 * 60_000;

async function install(choice: ImageChoice, { step, signal }: InstallOptions): Promise<void> {
  const { execa } = await import("execa");
  const onWait = () => step("waiting for another tierlab that builds it", null);
  const lock = { what: "the node image", timeoutMs: LONGEST_BUILD_MS, onWait };
  await withFileLock(join(imagesFolder(), ".lock"), lock, async () => {
    if (fits(await findNodeImage(), choice)) return;
    const recipe = await readImageRecipe();
    const there = choice === "auto" ? null : await findImageBy(choice, recipe);
    if (there !== null) return setUpNow(there.image.rootfs);
    const way = await obtainImageWay(choice, recipe, { step, signal });
    const hash = hashRecipe(recipe, way.name);
    const folder = await freshBuildFolder(imagesFolder(), hash);
    try {
      const root = await way.build(recipe, folder, { step, signal });
      await chmod(root, 0o755);
      await setUpNow(root);
      step("writing it to the disk", 1);
      // A power cut must not leave a complete name on half a content.
      await execa("sync", ["--file-system", root]);
      await rename(root, join(imagesFolder(), hash));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}

/** Of several images the one with the latest time is taken. */
async function setUpNow(rootfs: string): Promise<void> {
  const now = new Date();
  await utimes(rootfs, now, now);
}
