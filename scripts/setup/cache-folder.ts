import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/** Where built things are kept between runs; TIERLAB_CACHE overrides /var/cache/tierlab. */
export function cacheFolder(): string {
  return process.env.TIERLAB_CACHE ?? "/var/cache/tierlab";
}

/** The folder of the node images, one subfolder an image, named by its hash. */
export function imagesFolder(): string {
  return join(cacheFolder(), "images");
}

/** The folder of the User Mode Linux kernels, one subfolder a version. */
export function umlFolder(): string {
  return join(cacheFolder(), "uml");
}

/** The folder of stock kernels, one subfolder for each node image that one was fetched for. */
export function stockKernelFolder(): string {
  return join(cacheFolder(), "stock-kernel");
}

const UNFINISHED = ".unfinished-";

/**
 * A fresh folder beside `finished`, to build in and rename to it when it is complete.
 * What a killed build left there is removed first, so the caller must hold the part's lock.
 */
export async function freshBuildFolder(parent: string, name: string): Promise<string> {
  await mkdir(parent, { recursive: true, mode: 0o755 });
  for (const entry of await readdir(parent)) {
    if (entry.startsWith(UNFINISHED)) await rm(join(parent, entry), { recursive: true, force: true });
  }
  const folder = join(parent, `${UNFINISHED}${name}`);
  await mkdir(folder, { mode: 0o755 });
  return folder;
}
