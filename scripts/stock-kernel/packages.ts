import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { freshBuildFolder, stockKernelFolder } from "../setup/cache-folder.ts";
import { fetchWithDependencies } from "../setup/fetch-with-dependencies.ts";
import { withFileLock } from "../setup/file-lock.ts";
import { NODE_RELEASE } from "../setup/image-recipe.ts";
import { findNodeImage, type NodeImage } from "../setup/node-image.ts";
import type { SetupPart } from "../setup/part.ts";

/** What turns a node image into the root of a machine: Debian's kernel for virtual machines, and what starts nodes on it. */
const NAMES = ["linux-image-cloud-amd64", "crun", "kmod", "debian-archive-keyring"] as const;

/** The unpacked packages of a machine with a stock kernel. */
export interface StockKernel {
  /** Their files, to be laid over the node image. */
  readonly folder: string;
  readonly vmlinuz: string;
  /** `6.12.117+deb13-cloud-amd64`. */
  readonly release: string;
}

/** The stock kernel that belongs to a node image, where it was fetched already. */
export async function findStockKernel({ hash }: NodeImage): Promise<StockKernel | null> {
  const folder = join(stockKernelFolder(), hash);
  const [release] = await readdir(join(folder, "usr/lib/modules")).catch(() => []);
  return release === undefined ? null : { folder, release, vmlinuz: join(folder, `boot/vmlinuz-${release}`) };
}

/** The one for this package's node image. */
export async function findStockKernelHere(): Promise<StockKernel | null> {
  const image = await findNodeImage();
  return image === null ? null : findStockKernel(image);
}

const LONGEST_FETCH_MS = 10 * 60_000;

/** The stock kernel as a part of a set-up; only the project's own tests ask for it. */
export function stockKernelPart(image: NodeImage): SetupPart {
  return {
    name: "stock-kernel",
    what: `stock kernel (Debian ${NODE_RELEASE})`,
    present: async () => (await findStockKernel(image)) !== null,
    async install({ step, signal }) {
      const lock = { what: "the stock kernel", timeoutMs: LONGEST_FETCH_MS };
      await withFileLock(join(stockKernelFolder(), ".lock"), lock, async () => {
        if ((await findStockKernel(image)) !== null) return;
        const folder = await freshBuildFolder(stockKernelFolder(), "packages");
        try {
          const into = join(folder, "unpacked");
          await mkdir(into, { mode: 0o755 });
          const workFolder = join(folder, "apt");
          await fetchWithDependencies({
            ...{ names: NAMES, release: NODE_RELEASE, root: image.rootfs, workFolder, into },
            ...{ step, signal },
          });
          await rename(into, join(stockKernelFolder(), image.hash));
        } finally {
          await rm(folder, { recursive: true, force: true });
        }
      });
    },
  };
}
