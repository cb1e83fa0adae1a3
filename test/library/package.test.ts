import { readFileSync } from "node:fs";
import test from "ava";

interface PackageFile {
  readonly main: string;
  readonly types: string;
  readonly exports: { readonly ".": { readonly types: string; readonly default: string } };
}

const file: PackageFile = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));

// A cdktf app as `cdktf init` makes it resolves modules in the way that knows no exports.
test("compilers that know exports and those that do not find the same library", (t) => {
  const { types, default: main } = file.exports["."];
  t.deepEqual({ types: file.types, main: file.main }, { types, main });
});
