import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { DEBIAN_KEYRING } from "./by-mmdebstrap.ts";
import { findDebianMirror } from "./mirror.ts";
import type { InstallOptions } from "./part.ts";
import { tiedCommand } from "./tied-command.ts";

export interface FetchOptions extends InstallOptions {
  readonly name: string;
  /** The Debian release to take it from, whatever this machine's own sources say. */
  readonly release: string;
  /** An empty or missing folder for apt's own lists and downloads. */
  readonly workFolder: string;
  /** The package is unpacked here; nothing of it is installed. */
  readonly into: string;
}

/**
 * Fetches one Debian package through an apt of its own beside the machine's, which checks signatures and hashes as
 * ever, and unpacks it. Returns its version.
 */
export async function fetchPackage(options: FetchOptions): Promise<string> {
  const { execa } = await import("execa");
  const { name, release, workFolder, into, step, signal } = options;
  const config = await writeAptConfig(workFolder, await findDebianMirror(), release);
  const run = async (...command: readonly string[]): Promise<void> => {
    const [file, ...args] = tiedCommand(command);
    const result = await execa(file, args, {
      cwd: workFolder,
      env: { APT_CONFIG: config },
      cancelSignal: signal,
      killSignal: "SIGKILL",
      timeout: 5 * 60_000,
      all: true,
      stdin: "ignore",
      reject: false,
    });
    signal.throwIfAborted();
    if (!result.failed) return;
    throw new ToldError(`could not fetch ${name} from Debian ${release}:\n${(result.all ?? "").trim()}`, {
      exitCode: EXIT.cannotRunHere,
      help: "is the machine's Debian mirror within reach?",
      cause: result,
    });
  };
  step(`reading the package list of Debian ${release}`, 0.1);
  await run("apt-get", "update");
  step(`fetching ${name}`, 0.4);
  await run("apt-get", "download", name);
  const file = (await readdir(workFolder)).find((entry) => entry.endsWith(".deb"));
  if (file === undefined) throw new Error(`apt-get download ${name} left no file`);
  step(`unpacking ${name}`, 0.7);
  await run("dpkg-deb", "--extract", file, into);
  return versionOf(file);
}

/** The version in a package's file name, which apt writes as NAME_VERSION_ARCHITECTURE.deb with `%3a` for a colon. */
export function versionOf(file: string): string {
  const [, version] = file.split("_");
  if (version === undefined) throw new Error(`\`${file}\` is no file name of a Debian package`);
  return decodeURIComponent(version);
}

async function writeAptConfig(folder: string, mirror: string, release: string): Promise<string> {
  await mkdir(join(folder, "lists/partial"), { recursive: true });
  await writeFile(
    join(folder, "sources.list"),
    `deb [signed-by=${DEBIAN_KEYRING}] ${mirror} ${release} main\n`,
  );
  const settings = [
    `Dir::Etc::SourceList "${folder}/sources.list";`,
    'Dir::Etc::SourceParts "/dev/null";',
    `Dir::State "${folder}";`,
    'Dir::State::Status "/dev/null";',
    `Dir::Cache "${folder}/cache";`,
    'Acquire::Languages "none";',
    'Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";',
    // A release that is not stable yet is signed for a week only; a mirror may lag behind.
    'Acquire::Check-Valid-Until "false";',
    'APT::Sandbox::User "root";',
  ];
  const config = join(folder, "apt.conf");
  await writeFile(config, `${settings.join("\n")}\n`);
  return config;
}
