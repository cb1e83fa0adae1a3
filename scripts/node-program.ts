import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packageRoot } from "./package-root.ts";

const known = new Map<string, Promise<string>>();

/**
 * A program for a Node.js of its own as the text of one ES module: from dist/ where this code itself is built, else
 * bundled from its source now. `name` is that of its file in dist/, without .mjs.
 */
export function nodeProgram(name: string, source: URL): Promise<string> {
  const program =
    known.get(name) ??
    (import.meta.url.endsWith(".ts")
      ? bundle(source)
      : readFile(join(packageRoot(), "dist", `${name}.mjs`), "utf8"));
  known.set(name, program);
  return program;
}

/** A package that is no ES module asks for Node.js's own by `require`, as in scripts/build/build.sh. */
const REQUIRE =
  'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(process.cwd() + "/");';

async function bundle(source: URL): Promise<string> {
  const esbuild = await import("esbuild");
  const result = await esbuild.build({
    entryPoints: [fileURLToPath(source)],
    bundle: true,
    write: false,
    minify: true,
    platform: "node",
    target: "node20",
    format: "esm",
    banner: { js: REQUIRE },
  });
  const output = result.outputFiles[0];
  if (output === undefined) throw new Error(`esbuild gave no output for ${source.pathname}`);
  return output.text;
}
