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
}

/** The files under templates/ that make the node image. */
export const IMAGE_FILES = [
  "node/packages.txt",
  "node/path-exclude.txt",
  "node/mount-points.txt",
  "node/customise.sh",
  "tomcat/app/ServedBy.java",
  "tomcat/app/rehearsal.xml",
  "tomcat/app/logging.properties",
  "tomcat/app/start-tomcat",
  "tomcat/app/web.xml",
] as const;

/** The Debian release of every node. */
export const NODE_RELEASE = "trixie";

/** Reads the recipe of this package's node image. */
export async function readImageRecipe(): Promise<ImageRecipe> {
  const contents = await Promise.all(
    IMAGE_FILES.map((file) => readFile(join(templatesFolder(), file), "utf8")),
  );
  return {
    release: NODE_RELEASE,
    architecture: debianArchitecture(),
    files: Object.fromEntries(IMAGE_FILES.map((file, index) => [file, contents[index] ?? ""])),
  };
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
