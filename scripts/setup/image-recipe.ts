import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { packageRoot } from "../package-root.ts";

/** What a node image is made from; the same recipe gives the same image. */
export interface ImageRecipe {
  readonly release: string;
  /** Debian's name of the processor: `amd64`. */
  readonly architecture: string;
  /** Every file that goes into it, by its path under templates/. */
  readonly files: Readonly<Record<string, string>>;
  /** Those by which docker makes it, in the same way. */
  readonly dockerFiles: Readonly<Record<string, string>>;
}

/** The files under templates/ that make the node image. */
export const IMAGE_FILES = [
  "node/packages.txt",
  "node/path-exclude.txt",
  "node/mount-points.txt",
  "node/customise.sh",
  "node/forget-builder.sh",
  "tomcat/app/ServedBy.java",
  "tomcat/app/rehearsal.xml",
  "tomcat/app/logging.properties",
  "tomcat/app/start-tomcat",
  "tomcat/app/web.xml",
] as const;

export const DOCKERFILE = "node/Dockerfile";
const DOCKER_FILES = [DOCKERFILE, "node/install.sh"] as const;

/** The Debian release of every node. */
export const NODE_RELEASE = "trixie";

/** Reads the recipe of this package's node image. */
export async function readImageRecipe(): Promise<ImageRecipe> {
  return {
    release: NODE_RELEASE,
    architecture: debianArchitecture(),
    files: await readTemplates(IMAGE_FILES),
    dockerFiles: await readTemplates(DOCKER_FILES),
  };
}

async function readTemplates(files: readonly string[]): Promise<Record<string, string>> {
  const read = async (file: string) => [file, await readFile(join(templatesFolder(), file), "utf8")] as const;
  return Object.fromEntries(await Promise.all(files.map(read)));
}

export function templatesFolder(): string {
  return join(packageRoot(), "templates");
}

const DEBIAN_ARCHITECTURES: Readonly<Partial<Record<NodeJS.Architecture, string>>> = {
  x64: "amd64",
  arm64: "arm64",
  riscv64: "riscv64",
  ppc64: "ppc64el",
  s390x: "s390x",
};

function debianArchitecture(): string {
  return DEBIAN_ARCHITECTURES[process.arch] ?? process.arch;
}
