import { createInterface } from "node:readline";
import { execa } from "execa";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { aptProgressReader } from "./apt-progress.ts";
import { type ImageRecipe, templatesFolder } from "./image-recipe.ts";
import { parseListFile } from "./list-file.ts";
import { findDebianMirror } from "./mirror.ts";
import { parsePackageList } from "./package-list.ts";
import type { InstallOptions } from "./part.ts";

/** Debian's own keys, old and new; the package debian-archive-keyring keeps them. */
export const DEBIAN_KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

// What the list comes to with its dependencies, counted once; it only scales the progress.
const PACKAGES_ABOUT = 250;

/** Makes a root file system by mmdebstrap in the empty `folder`, from this machine's own Debian mirror. */
export async function buildRoot(recipe: ImageRecipe, folder: string, options: InstallOptions): Promise<void> {
  const args = mmdebstrapArguments(recipe, folder, await findDebianMirror());
  const child = execa("mmdebstrap", args, {
    env: { TIERLAB_TEMPLATES: templatesFolder() },
    cancelSignal: options.signal,
    gracefulCancel: false,
    forceKillAfterDelay: 10_000,
    all: true,
    buffer: true,
    maxBuffer: 4_000_000,
    stdin: "ignore",
    reject: false,
  });
  followLines(child.all, options.step);
  const result = await child;
  options.signal.throwIfAborted();
  if (!result.failed) return;
  const tail = (result.all ?? "").trimEnd().split("\n").slice(-12).join("\n");
  throw new ToldError(`mmdebstrap could not make the node image:\n${tail}`, {
    exitCode: EXIT.cannotRunHere,
    help: "is the machine's Debian mirror within reach, and is there 2 GB of room in the cache folder?",
    cause: result,
  });
}

/** The command line for a recipe; a hook's shell text holds no data, that comes by the environment. */
export function mmdebstrapArguments(recipe: ImageRecipe, folder: string, mirror: string): string[] {
  const packages = parsePackageList(recipe.files["node/packages.txt"] ?? "");
  const excluded = parseListFile(recipe.files["node/path-exclude.txt"] ?? "");
  return [
    "--mode=root",
    "--format=directory",
    "--variant=minbase",
    `--architectures=${recipe.architecture}`,
    `--include=${packages.join(",")}`,
    "--verbose",
    // A half image is thrown away whole, so nothing need be written through.
    "--dpkgopt=force-unsafe-io",
    ...excluded.map((path) => `--dpkgopt=path-exclude=${path}`),
    '--aptopt=Acquire::Languages "none"',
    // Java's package makes links in this folder and stops where the list above left it out.
    '--setup-hook=mkdir -p "$1/usr/share/man/man1"',
    '--customize-hook=cp -R "$TIERLAB_TEMPLATES" "$1/tmp/templates"',
    '--customize-hook=chroot "$1" sh /tmp/templates/node/customise.sh /tmp/templates',
    '--customize-hook=rm -rf "$1/tmp/templates"',
    recipe.release,
    folder,
    `deb [signed-by=${DEBIAN_KEYRING}] ${mirror} ${recipe.release} main`,
  ];
}

function followLines(stream: NodeJS.ReadableStream | undefined, step: InstallOptions["step"]): void {
  if (stream === undefined) return;
  const read = aptProgressReader(PACKAGES_ABOUT);
  createInterface({ input: stream }).on("line", (line) => {
    const progress = read(line);
    if (progress !== null) step(progress.text, progress.share);
  });
}
