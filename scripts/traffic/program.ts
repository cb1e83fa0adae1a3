import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packageRoot } from "../package-root.ts";

let known: Promise<string> | undefined;

/** The sender as the text of one ES module: from dist/ where this code itself is built, else bundled from its sources now. */
export function senderProgram(): Promise<string> {
  const fromSources = import.meta.url.endsWith(".ts");
  known ??= fromSources ? bundle() : readFile(join(packageRoot(), "dist", "sender.mjs"), "utf8");
  return known;
}

/** The flood as the text of a Perl program: Perl is in every Debian, and writes raw packets. */
export function floodProgram(): Promise<string> {
  return readFile(join(packageRoot(), "templates", "client", "flood.pl"), "utf8");
}

/** A package that is no ES module asks for Node.js's own by `require`, as in scripts/build/build.sh. */
const REQUIRE =
  'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(process.cwd() + "/");';

async function bundle(): Promise<string> {
  const esbuild = await import("esbuild");
  const result = await esbuild.build({
    entryPoints: [fileURLToPath(new URL("./sender.ts", import.meta.url))],
    bundle: true,
    write: false,
    minify: true,
    platform: "node",
    target: "node20",
    format: "esm",
    banner: { js: REQUIRE },
  });
  const output = result.outputFiles[0];
  if (output === undefined) throw new Error("esbuild gave no output for the sender");
  return output.text;
}
