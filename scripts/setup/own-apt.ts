import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { DEBIAN_KEYRING } from "./by-mmdebstrap.ts";
import { findDebianMirror } from "./mirror.ts";
import { tiedCommand } from "./tied-command.ts";

export interface OwnAptOptions {
  /** The Debian release to take packages from, whatever this machine's own sources say. */
  readonly release: string;
  /** An empty or missing folder for its lists and downloads. */
  readonly workFolder: string;
  /** The dpkg status file that tells what counts as installed; nothing does without it. */
  readonly installed?: string;
  readonly signal: AbortSignal;
}

/**
 * An apt beside the machine's own, which checks signatures and hashes as ever, and installs nothing. Returns what runs a
 * command for it, in its folder; that throws a ToldError, which calls what was to be done `what`, where it fails.
 */
export async function openOwnApt(
  options: OwnAptOptions,
): Promise<(what: string, ...command: readonly string[]) => Promise<void>> {
  const { execa } = await import("execa");
  const { release, workFolder, signal } = options;
  const config = await writeConfig(options, await findDebianMirror());
  return async (what, ...command) => {
    const [file, ...args] = tiedCommand(command);
    const result = await execa(file, args, {
      cwd: workFolder,
      env: { APT_CONFIG: config, LC_ALL: "C.UTF-8" },
      cancelSignal: signal,
      killSignal: "SIGKILL",
      timeout: 5 * 60_000,
      all: true,
      stdin: "ignore",
      reject: false,
    });
    signal.throwIfAborted();
    if (!result.failed) return;
    throw new ToldError(`could not ${what} from Debian ${release}:\n${(result.all ?? "").trim()}`, {
      exitCode: EXIT.cannotRunHere,
      help: "is the machine's Debian mirror within reach?",
      cause: result,
    });
  };
}

/** Where it keeps the packages of an `install --download-only`. */
export function archivesOf(workFolder: string): string {
  return join(workFolder, "cache/archives");
}

async function writeConfig(
  { release, workFolder, installed = "/dev/null" }: OwnAptOptions,
  mirror: string,
): Promise<string> {
  await mkdir(join(workFolder, "lists/partial"), { recursive: true });
  await mkdir(join(archivesOf(workFolder), "partial"), { recursive: true });
  await writeFile(
    join(workFolder, "sources.list"),
    `deb [signed-by=${DEBIAN_KEYRING}] ${mirror} ${release} main\n`,
  );
  const settings = [
    `Dir::Etc::SourceList "${workFolder}/sources.list";`,
    'Dir::Etc::SourceParts "/dev/null";',
    `Dir::State "${workFolder}";`,
    `Dir::State::Status "${installed}";`,
    `Dir::Cache "${workFolder}/cache";`,
    'Acquire::Languages "none";',
    'Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";',
    // A release that is not stable yet is signed for a week only; a mirror may lag behind.
    'Acquire::Check-Valid-Until "false";',
    'APT::Sandbox::User "root";',
  ];
  const config = join(workFolder, "apt.conf");
  await writeFile(config, `${settings.join("\n")}\n`);
  return config;
}
