import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

let known: string | undefined;

/** The folder that holds this package's package.json: the same from the sources and from the bundle in dist/. */
export function packageRoot(): string {
  known ??= climb(dirname(fileURLToPath(import.meta.url)));
  return known;
}

function climb(folder: string): string {
  if (existsSync(join(folder, "package.json"))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error("package.json of tierlab was not found above its own files");
  return climb(parent);
}
