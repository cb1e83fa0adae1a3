import { readdir } from "node:fs/promises";
import { openOwnApt } from "./own-apt.ts";
import type { InstallOptions } from "./part.ts";

export interface FetchOptions extends InstallOptions {
  readonly name: string;
  /** The Debian release to take it from, whatever this machine's own sources say. */
  readonly release: string;
  /** An empty or missing folder for apt's own lists and downloads. */
  readonly workFolder: string;
  /** The package is unpacked here; nothing of it is installed. */
  readonly into: string;
}

/** Fetches one Debian package, without what it depends on, and unpacks it. Returns its version. */
export async function fetchPackage(options: FetchOptions): Promise<string> {
  const { name, release, workFolder, into, step, signal } = options;
  const apt = await openOwnApt({ release, workFolder, signal });
  step(`reading the package list of Debian ${release}`, 0.1);
  await apt(`fetch ${name}`, "apt-get", "update");
  step(`fetching ${name}`, 0.4);
  await apt(`fetch ${name}`, "apt-get", "download", name);
  const file = (await readdir(workFolder)).find((entry) => entry.endsWith(".deb"));
  if (file === undefined) throw new Error(`apt-get download ${name} left no file`);
  step(`unpacking ${name}`, 0.7);
  await apt(`unpack ${name}`, "dpkg-deb", "--extract", file, into);
  return versionOf(file);
}

/** The version in a package's file name, which apt writes as NAME_VERSION_ARCHITECTURE.deb with `%3a` for a colon. */
export function versionOf(file: string): string {
  const [, version] = file.split("_");
  if (version === undefined) throw new Error(`\`${file}\` is no file name of a Debian package`);
  return decodeURIComponent(version);
}
