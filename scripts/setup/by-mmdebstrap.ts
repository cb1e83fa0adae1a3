import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { aptInstall, checkAptInstall } from "./apt-install.ts";
import { aptProgressReader, PACKAGES_ABOUT } from "./apt-progress.ts";
import { hasCommand } from "./has-command.ts";
import { type ImageRecipe, templatesFolder } from "./image-recipe.ts";
import type { ImageWay } from "./image-way.ts";
import { findDebianMirror } from "./mirror.ts";
import { parsePackageList } from "./package-list.ts";
import { packageProxies } from "./package-proxies.ts";
import type { InstallOptions } from "./part.ts";
import { tiedCommand } from "./tied-command.ts";

/** Debian's own keys, old and new; the package debian-archive-keyring keeps them. */
export const DEBIAN_KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

/** The node image by mmdebstrap, from this machine's own Debian mirror. */
export const byMmdebstrap: ImageWay = {
  name: "mmdebstrap",
  async check() {
    if (!(await hasCommand("mmdebstrap"))) {
      await checkAptInstall(["mmdebstrap"]);
      await findDebianMirror();
      return "mmdebstrap makes the node image; apt installs it first";
    }
    await findDebianMirror();
    return "mmdebstrap makes the node image";
  },
  async obtain(_recipe, options) {
    if (!(await hasCommand("mmdebstrap"))) await aptInstall(["mmdebstrap"], options);
    await findDebianMirror();
  },
  build,
};

async function build(recipe: ImageRecipe, workFolder: string, options: InstallOptions): Promise<string> {
  const { execa } = await import("execa");
  const root = join(workFolder, "root");
  const temporary = join(workFolder, "tmp");
  await mkdir(temporary, { mode: 0o755 });
  const command = ["mmdebstrap", ...mmdebstrapArguments(recipe, root, await findDebianMirror())];
  const [file, ...args] = tiedCommand(command);
  const child = execa(file, args, {
    env: { ...(await packageProxies()), TIERLAB_TEMPLATES: templatesFolder(), TMPDIR: temporary },
    cancelSignal: options.signal,
    killSignal: "SIGKILL",
    all: true,
    buffer: true,
    maxBuffer: 50_000_000,
    stdin: "ignore",
    reject: false,
  });
  followLines(child.all, options.step);
  const result = await child;
  options.signal.throwIfAborted();
  if (!result.failed) return root;
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
  return [
    "--mode=root",
    "--format=directory",
    "--variant=minbase",
    `--architectures=${recipe.architecture}`,
    `--include=${packages.join(",")}`,
    "--verbose",
    '--aptopt=Acquire::Languages "none"',
    // A half image is thrown away whole, so dpkg need not write each file through.
    "--dpkgopt=force-unsafe-io",
    // Told to dpkg only after mmdebstrap's own unpacking, which would filter file by file, four times as slow.
    `--extract-hook=${EXCLUDE_HOOK}`,
    '--customize-hook=cp -R "$TIERLAB_TEMPLATES" "$1/tmp/templates"',
    '--customize-hook=chroot "$1" sh /tmp/templates/node/customise.sh /tmp/templates',
    '--customize-hook=chroot "$1" sh /tmp/templates/node/forget-builder.sh',
    '--customize-hook=rm -rf "$1/tmp/templates"',
    recipe.release,
    folder,
    `deb [signed-by=${DEBIAN_KEYRING}] ${mirror} ${recipe.release} main`,
  ];
}

const EXCLUDE_HOOK =
  'sed -n "s,^/,path-exclude=/,p" "$TIERLAB_TEMPLATES/node/path-exclude.txt" >"$1/etc/dpkg/dpkg.cfg.d/tierlab"';

function followLines(stream: NodeJS.ReadableStream | undefined, step: InstallOptions["step"]): void {
  if (stream === undefined) return;
  const read = aptProgressReader(PACKAGES_ABOUT);
  createInterface({ input: stream }).on("line", (line) => {
    const progress = read(line);
    if (progress !== null) step(progress.text, progress.share);
  });
}
