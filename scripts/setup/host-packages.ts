import { access } from "node:fs/promises";
import { release } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { execa } from "execa";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { aptProgressReader } from "./apt-progress.ts";
import { DEBIAN_KEYRING } from "./build-root.ts";
import type { InstallOptions, SetupPart } from "./part.ts";

/** Where a kernel keeps its modules; a kernel without any needs no loader. */
const KERNEL_MODULES = `/lib/modules/${release()}`;

/** What of Debian the host itself needs; everything else lives in the node image. */
export const HOST_PACKAGES = [
  { name: "crun", why: "runs the nodes", proof: { anyCommand: ["crun", "runc"] } },
  { name: "iproute2", why: "makes bridges and links", proof: { anyCommand: ["ip"] } },
  { name: "util-linux", why: "namespaces and locks", proof: { anyCommand: ["unshare"] } },
  { name: "mmdebstrap", why: "makes the node image", proof: { anyCommand: ["mmdebstrap"] } },
  {
    name: "kmod",
    why: "loads IPVS into the kernel",
    proof: { anyCommand: ["modprobe"] },
    onlyWith: KERNEL_MODULES,
  },
  { name: "debian-archive-keyring", why: "the keys of Debian's archive", proof: { file: DEBIAN_KEYRING } },
] as const satisfies readonly HostPackage[];

interface HostPackage {
  readonly name: string;
  readonly why: string;
  /** What shows that the host has it, from whatever package. */
  readonly proof: { readonly anyCommand: readonly string[] } | { readonly file: string };
  /** Needed only where this folder exists. */
  readonly onlyWith?: string;
}

/** The names of the packages that this host still lacks. */
export async function missingHostPackages(): Promise<string[]> {
  const there = await Promise.all(HOST_PACKAGES.map(provided));
  return HOST_PACKAGES.filter((_, index) => there[index] === false).map(({ name }) => name);
}

export const hostPackages: SetupPart = {
  name: "host-packages",
  what: "Debian packages of this machine",
  present: async () => (await missingHostPackages()).length === 0,
  install,
};

async function install({ step, signal }: InstallOptions): Promise<void> {
  const names = await missingHostPackages();
  step(`installing ${names.join(", ")}`, null);
  const first = await aptGet(["install", "--no-install-recommends", "--yes", ...names], { step, signal });
  if (!first.failed) return;
  step("reading the package lists", null);
  await aptGet(["update"], { step, signal });
  const second = await aptGet(["install", "--no-install-recommends", "--yes", ...names], { step, signal });
  if (!second.failed) return;
  throw new ToldError(`apt could not install ${names.join(", ")}:\n${second.tail}`, {
    exitCode: EXIT.cannotRunHere,
    help: `install them by hand: apt-get install ${names.join(" ")}`,
  });
}

async function aptGet(args: readonly string[], { step, signal }: InstallOptions) {
  const child = execa("apt-get", args, {
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
  if (result.code === "ENOENT") {
    throw new ToldError("this machine has no apt, so nothing can be installed by itself", {
      exitCode: EXIT.cannotRunHere,
      help: `install these yourself: ${HOST_PACKAGES.map(({ name }) => name).join(", ")}`,
    });
  }
  return { failed: result.failed, tail: result.all.trimEnd().split("\n").slice(-8).join("\n") };
}

async function provided({ proof, onlyWith }: HostPackage): Promise<boolean> {
  if (onlyWith !== undefined && !(await exists(onlyWith))) return true;
  if ("file" in proof) return exists(proof.file);
  const places = (process.env.PATH ?? "").split(delimiter).concat("/usr/sbin", "/sbin");
  const found = await Promise.all(
    proof.anyCommand.flatMap((command) => places.map((folder) => exists(join(folder, command)))),
  );
  return found.includes(true);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
