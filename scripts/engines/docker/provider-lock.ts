import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";

/** The provider of the stacks, without the registry that it comes from. */
export const PROVIDER = "kreuzwerker/docker";
/** What @cdktf/provider-docker is made for. */
export const PROVIDER_VERSION = "3.6.2";

/** The provider as it lies in one of the folders that Terraform takes for a mirror. */
export interface LocalProvider {
  /** The registry that it stands for. */
  readonly host: string;
  /** The folder of its files. */
  readonly folder: string;
}

/** Looks for the provider where Terraform does without a registry (its "implied local mirror directories"). */
export async function findLocalProvider(): Promise<LocalProvider | null> {
  for (const mirror of mirrors()) {
    for (const host of await readdir(mirror).catch(() => [])) {
      const folder = join(mirror, host, PROVIDER, PROVIDER_VERSION, platform());
      const files = await readdir(folder).catch(() => []);
      if (files.length > 0) return { host, folder };
    }
  }
  return null;
}

/** Terraform's lock file for it: with one, cdktf asks no registry. */
export async function providerLock({ host, folder }: LocalProvider): Promise<string> {
  return `provider "${host}/${PROVIDER}" {
  version     = "${PROVIDER_VERSION}"
  constraints = "${PROVIDER_VERSION}"
  hashes = [
    "${await folderHash(folder)}",
  ]
}
`;
}

function mirrors(): string[] {
  const data = process.env.XDG_DATA_HOME ?? join(homedir(), ".local/share");
  return [
    join(homedir(), ".terraform.d/plugins"),
    join(data, "terraform/plugins"),
    "/usr/local/share/terraform/plugins",
    "/usr/share/terraform/plugins",
  ];
}

function platform(): string {
  return `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;
}

/** Hash `h1:` of a folder, as Go's modules have it (golang.org/x/mod/sumdb/dirhash, Hash1): over the sums of its files. */
async function folderHash(folder: string): Promise<string> {
  const sums: string[] = [];
  for (const file of (await readdir(folder)).sort()) {
    sums.push(`${await sha256(join(folder, file))}  ${file}\n`);
  }
  return `h1:${createHash("sha256").update(sums.join("")).digest("base64")}`;
}

async function sha256(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(piece);
  return hash.digest("hex");
}
