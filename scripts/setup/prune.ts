import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { imagesFolder, stockKernelFolder, umlFolder } from "./cache-folder.ts";
import { withFileLock } from "./file-lock.ts";
import { findNodeImage } from "./node-image.ts";
import { findUmlKernel } from "./uml-kernel.ts";

/**
 * Removes the node images and kernels of earlier versions that no process uses any more; returns their folders.
 * They are kept until then, because a running lab lives in the image it was made from.
 */
export async function prune(): Promise<string[]> {
  const [image, kernel, mounts] = await Promise.all([findNodeImage(), findUmlKernel(), allMounts()]);
  const removed = await Promise.all([
    pruneFolder(imagesFolder(), image?.hash, mounts),
    pruneFolder(umlFolder(), kernel?.version, mounts),
    pruneFolder(stockKernelFolder(), image?.hash, mounts),
  ]);
  return removed.flat();
}

async function pruneFolder(folder: string, current: string | undefined, mounts: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const old = names
    .filter((name) => name !== ".lock" && name !== current && !mounts.includes(`/${name}`))
    .map((name) => join(folder, name));
  if (old.length === 0) return [];
  await withFileLock(join(folder, ".lock"), { what: folder, timeoutMs: 20 * 60_000 }, async () => {
    for (const path of old) await rm(path, { recursive: true, force: true });
  });
  return old;
}

/** The mount tables of all processes: a node's root is mounted only in its own. */
async function allMounts(): Promise<string> {
  const processes = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  // A process that ended meanwhile uses nothing.
  const tables = await Promise.all(
    processes.map((id) => readFile(`/proc/${id}/mountinfo`, "utf8").catch(() => "")),
  );
  return tables.join("");
}
