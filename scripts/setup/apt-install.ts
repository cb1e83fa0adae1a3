import { createInterface } from "node:readline";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { aptProgressReader } from "./apt-progress.ts";
import type { InstallOptions } from "./part.ts";

/** Installs Debian packages by this machine's apt, with its lists read anew where that helps; throws a ToldError where it cannot. */
export async function aptInstall(names: readonly string[], options: InstallOptions): Promise<void> {
  const install = ["install", "--no-install-recommends", "--yes", ...names];
  options.step(`installing ${names.join(", ")}`, null);
  if (!(await aptGet(install, names, options)).failed) return;
  options.step("reading the package lists", null);
  await aptGet(["update"], names, options);
  const { failed, tail } = await aptGet(install, names, options);
  if (!failed) return;
  throw new ToldError(`apt could not install ${names.join(", ")}:\n${tail}`, {
    exitCode: EXIT.cannotRunHere,
    help: `install by hand: apt-get install ${names.join(" ")}`,
  });
}

/** Whether apt would install these packages as its lists are now; throws a ToldError where it would not. */
export async function checkAptInstall(names: readonly string[]): Promise<void> {
  const { execa } = await import("execa");
  const { code, failed, stderr } = await execa(
    "apt-get",
    ["install", "--simulate", "--no-install-recommends", ...names],
    { env: { LC_ALL: "C.UTF-8" }, timeout: 20_000, stdin: "ignore", reject: false },
  );
  if (notStarted(code)) throw noApt(names);
  if (!failed) return;
  const [why = ""] = stderr.split("\n").filter((line) => line.startsWith("E: "));
  throw new ToldError(`apt cannot install ${names.join(", ")} (${why.slice(3) || "no reason given"})`, {
    exitCode: EXIT.cannotRunHere,
    help: "apt-get update",
  });
}

async function aptGet(
  args: readonly string[],
  names: readonly string[],
  { step, signal }: InstallOptions,
): Promise<{ failed: boolean; tail: string }> {
  const { execa } = await import("execa");
  const child = execa("apt-get", ["--option", "DPkg::Lock::Timeout=120", ...args], {
    env: { DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C.UTF-8" },
    cancelSignal: signal,
    timeout: 10 * 60_000,
    all: true,
    stdin: "ignore",
    reject: false,
  });
  const read = aptProgressReader(10);
  createInterface({ input: child.all }).on("line", (line) => {
    const progress = read(line);
    if (progress !== null) step(progress.text, progress.share);
  });
  const result = await child;
  signal.throwIfAborted();
  if (notStarted(result.code)) throw noApt(names);
  return { failed: result.failed, tail: result.all.trimEnd().split("\n").slice(-8).join("\n") };
}

/** There is none, or the PATH leads to folders that this user may not enter. */
function notStarted(code: string | undefined): boolean {
  return code === "ENOENT" || code === "EACCES";
}

function noApt(names: readonly string[]): ToldError {
  return new ToldError(`this machine has no apt to install ${names.join(", ")}`, {
    exitCode: EXIT.cannotRunHere,
    help: `install by other means: ${names.join(", ")}`,
  });
}
