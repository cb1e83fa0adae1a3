import { access } from "node:fs/promises";
import { release } from "node:os";
import { aptInstall } from "./apt-install.ts";
import { DEBIAN_KEYRING } from "./by-mmdebstrap.ts";
import { hasCommand } from "./has-command.ts";
import type { SetupPart } from "./part.ts";

/** Where a kernel keeps its modules; a kernel without any needs no loader. */
const KERNEL_MODULES = `/lib/modules/${release()}`;

/** What of Debian the host itself always needs; the rest lives in the node image, or is there to make it. */
export const HOST_PACKAGES = [
  { name: "crun", why: "runs the nodes", proof: { anyCommand: ["crun", "runc"] } },
  { name: "iproute2", why: "makes bridges and links", proof: { anyCommand: ["ip"] } },
  { name: "util-linux", why: "namespaces and locks", proof: { anyCommand: ["unshare"] } },
  {
    name: "kmod",
    why: "loads IPVS into the kernel",
    proof: { anyCommand: ["modprobe"] },
    onlyWith: KERNEL_MODULES,
  },
  {
    name: "debian-archive-keyring",
    why: "the keys of Debian's archive",
    proof: { file: DEBIAN_KEYRING },
    // Only apt fetches with them.
    onlyWith: "/usr/bin/apt-get",
  },
] as const satisfies readonly HostPackage[];

interface HostPackage {
  readonly name: string;
  readonly why: string;
  /** What shows that the host has it, from whatever package. */
  readonly proof: { readonly anyCommand: readonly string[] } | { readonly file: string };
  /** Needed only where this path exists. */
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
  install: async (options) => aptInstall(await missingHostPackages(), options),
};

async function provided({ proof, onlyWith }: HostPackage): Promise<boolean> {
  if (onlyWith !== undefined && !(await exists(onlyWith))) return true;
  if ("file" in proof) return exists(proof.file);
  return (await Promise.all(proof.anyCommand.map(hasCommand))).includes(true);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
