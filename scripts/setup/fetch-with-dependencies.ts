import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { archivesOf, openOwnApt } from "./own-apt.ts";
import type { InstallOptions } from "./part.ts";

export interface FetchWithDependenciesOptions extends InstallOptions {
  readonly names: readonly string[];
  readonly release: string;
  /** The root file system that shall get the packages; what it has of their dependencies is not fetched. */
  readonly root: string;
  /** An empty or missing folder for apt's own lists and downloads. */
  readonly workFolder: string;
  /** The packages are unpacked here, without their scripts; the root is not touched. */
  readonly into: string;
}

/** Fetches Debian packages with all that they need in a root file system, and unpacks them beside it. */
export async function fetchWithDependencies(options: FetchWithDependenciesOptions): Promise<void> {
  const { names, release, root, workFolder, into, step, signal } = options;
  const what = names.join(", ");
  const apt = await openOwnApt({
    release,
    workFolder,
    installed: join(root, "var/lib/dpkg/status"),
    signal,
  });
  step(`reading the package list of Debian ${release}`, 0.1);
  await apt(`fetch ${what}`, "apt-get", "update");
  step(`fetching ${what}`, 0.4);
  const install = ["install", "--download-only", "--no-install-recommends", "--yes"];
  await apt(`fetch ${what}`, "apt-get", ...install, ...names);
  step(`unpacking ${what}`, 0.7);
  const archives = archivesOf(workFolder);
  for (const file of (await readdir(archives)).filter((entry) => entry.endsWith(".deb"))) {
    await apt(`unpack ${file}`, "dpkg-deb", "--extract", join(archives, file), into);
  }
}
