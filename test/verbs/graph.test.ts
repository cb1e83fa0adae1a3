import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { tierlab } from "./tierlab.ts";

const folder = mkdtempSync(join(tmpdir(), "tierlab-graph-"));
test.after.always(() => rmSync(folder, { recursive: true, force: true }));

test("graph prints SVG, or writes the same bytes to a file and prints nothing", async (t) => {
  const printed = await tierlab(["graph", "lvs-dr"]);
  t.is(printed.exitCode, 0, printed.stderr);
  t.regex(printed.stdout, /^<svg [\s\S]*<\/svg>$/);
  const out = join(folder, "lvs-dr.svg");
  const written = await tierlab(["graph", "lvs-dr", "--out", out]);
  t.is(written.exitCode, 0, written.stderr);
  t.is(written.stdout, "");
  t.is(readFileSync(out, "utf8").trim(), printed.stdout);
});

test("graph tells where it cannot write, and which formats there are", async (t) => {
  const nowhere = await tierlab(["graph", "lvs-dr", "--out", join(folder, "no", "such.svg")]);
  t.is(nowhere.exitCode, 2);
  t.regex(nowhere.stderr, /cannot be written to .*such\.svg: ENOENT/);
  const unknown = await tierlab(["graph", "lvs-dr", "--format", "png"]);
  t.is(unknown.exitCode, 2);
  t.regex(unknown.stderr, /svg, html, mermaid, dot, drawio/);
});
