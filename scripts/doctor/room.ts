import { readFile, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { cacheFolder } from "../setup/cache-folder.ts";
import { findNodeImage } from "../setup/node-image.ts";
import { limited, missing, type Probe, there } from "./fact.ts";

const MIB = 1024 ** 2;
const IMAGE_MIB = 2048;
const LAB_MIB = 1024;

export const room: Probe = {
  name: "room",
  async probe() {
    const diskMiB = await freeDiskMiB(cacheFolder());
    const memoryMiB = availableMemoryMiB(await readFile("/proc/meminfo", "utf8"));
    const found = `${gib(diskMiB)} GiB of disk in ${cacheFolder()}, ${gib(memoryMiB)} GiB of memory`;
    if (diskMiB < IMAGE_MIB && (await findNodeImage()) === null)
      return missing(
        `${found}; the node image needs 2 GiB while it is made`,
        "free some, or set TIERLAB_CACHE",
      );
    if (memoryMiB < LAB_MIB)
      return limited(`${found}; a lab of ten nodes takes about 1 GiB`, "free some memory");
    return there(found);
  },
};

/** The nearest folder above that exists, because the cache may not exist yet. */
async function freeDiskMiB(folder: string): Promise<number> {
  const found = await statfs(folder).catch(() => null);
  if (found === null) return folder === dirname(folder) ? 0 : freeDiskMiB(dirname(folder));
  return (found.bavail * found.bsize) / MIB;
}

/** MemAvailable of /proc/meminfo, which the kernel writes in kB. */
export function availableMemoryMiB(meminfo: string): number {
  const [, kib] = /^MemAvailable:\s+(\d+) kB$/m.exec(meminfo) ?? [];
  return Number(kib ?? 0) / 1024;
}

function gib(mib: number): string {
  return (mib / 1024).toFixed(1);
}
