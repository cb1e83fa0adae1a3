import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { Templates } from "../stacks/roles/templates.ts";
import { packageRoot } from "./package-root.ts";

/** What belongs to the node image and to no role. */
const OF_THE_IMAGE = ["node/", "tomcat/app/"] as const;

/** The text of every role's template by its path under templates/. */
export function loadTemplates(root = packageRoot()): Templates {
  const folder = join(root, "templates");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return Object.fromEntries(
    files
      .map((file) => [relative(folder, file).split(sep).join("/"), file] as const)
      .filter(([name]) => !OF_THE_IMAGE.some((folder) => name.startsWith(folder)))
      .map(([name, file]) => [name, readFileSync(file, "utf8")]),
  );
}
