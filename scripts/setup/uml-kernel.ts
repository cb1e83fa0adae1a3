import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { NotHereError } from "../errors.ts";
import { freshBuildFolder, umlFolder } from "./cache-folder.ts";
import { fetchPackage } from "./fetch-package.ts";
import { withFileLock } from "./file-lock.ts";
import type { InstallOptions, SetupPart } from "./part.ts";

/** A User Mode Linux kernel on this machine. It needs a C library of at least 2.38: run it in the node image. */
export interface UmlKernel {
  /** The executable. */
  readonly kernel: string;
  /** The folder to be mounted on /lib/modules: it holds one folder named by the kernel's release. */
  readonly modules: string;
  /** Debian's version of it: `7.2um1`. */
  readonly version: string;
}

/** Debian's release with a kernel of 7.2: those of bookworm and trixie die on processors with AMX. */
const UML_RELEASE = "forky";
const UML_PACKAGE = "user-mode-linux";

/** The newest User Mode Linux kernel in the cache. */
export async function findUmlKernel(): Promise<UmlKernel | null> {
  const names = await readdir(umlFolder()).catch(() => []);
  const [version] = names
    .filter((name) => /^[0-9]/.test(name))
    .sort((a, b) => b.localeCompare(a, "en", { numeric: true }));
  if (version === undefined) return null;
  const folder = join(umlFolder(), version);
  return { kernel: join(folder, "usr/bin/linux.uml"), modules: join(folder, "usr/lib/uml/modules"), version };
}

export const umlKernel: SetupPart = {
  name: "uml-kernel",
  what: "User Mode Linux kernel",
  present: async () => (await findUmlKernel()) !== null,
  install,
};

const LONGEST_FETCH_MS = 10 * 60_000;

async function install({ step, signal }: InstallOptions): Promise<void> {
  const { execa } = await import("execa");
  if (process.arch !== "x64") {
    throw new NotHereError(`there is no User Mode Linux kernel for ${process.arch}`, {
      help: "load the host's own IPVS: modprobe ip_vs",
    });
  }
  const onWait = () => step("waiting for another tierlab that fetches it", null);
  const lock = { what: "the User Mode Linux kernel", timeoutMs: LONGEST_FETCH_MS, onWait };
  await withFileLock(join(umlFolder(), ".lock"), lock, async () => {
    if ((await findUmlKernel()) !== null) return;
    const folder = await freshBuildFolder(umlFolder(), "kernel");
    try {
      const unpacked = join(folder, "unpacked");
      await mkdir(unpacked, { mode: 0o755 });
      const version = await fetchPackage({
        name: UML_PACKAGE,
        release: UML_RELEASE,
        workFolder: join(folder, "apt"),
        into: unpacked,
        step,
        signal,
      });
      await stat(join(unpacked, "usr/bin/linux.uml"));
      await execa("sync", ["--file-system", unpacked]);
      await rename(unpacked, join(umlFolder(), version));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}
