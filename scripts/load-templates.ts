import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Templates } from "../stacks/roles/templates.ts";

/** Every text under templates/ by its path there. `node/` is the image's and no role's: it is left out. */
export function loadTemplates(root = packageRoot()): Templates {
  const folder = join(root, "templates");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return Object.fromEntries(
    files
      .map((file) => [relative(folder, file).split(sep).join("/"), file] as const)
      .filter(([name]) => !name.startsWith("node/"))
      .map(([name, file]) => [name, readFileSync(file, "utf8")]),
  );
}

/** The package's folder: one above this file, both as scripts/load-templates.ts and bundled into dist/. */
function packageRoot(): string {
  return dirname(dirname(fileURLToPath(import.meta.url)));
}
