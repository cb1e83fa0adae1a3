import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { execa } from "execa";
import { VERBS } from "../../scripts/verbs/table.ts";
import { tierlab } from "./tierlab.ts";

const folder = mkdtempSync(join(tmpdir(), "tierlab-cli-"));
test.after.always(() => rmSync(folder, { recursive: true, force: true }));

// The first call may build dist/; the others find it done.
test.before(async () => {
  await tierlab(["--version"]);
});

test("the help names every verb, and exits 0", async (t) => {
  const { exitCode, stdout, stderr } = await tierlab(["--help"]);
  t.is(exitCode, 0);
  t.is(stderr, "");
  for (const [name, { about }] of Object.entries(VERBS)) {
    t.true(stdout.includes(`  ${name} `), name);
    t.true(stdout.includes(about), about);
  }
});

for (const name of Object.keys(VERBS)) {
  test(`${name} --help shows its usage and examples that name the verb`, async (t) => {
    const { exitCode, stdout } = await tierlab([name, "--help"]);
    t.is(exitCode, 0);
    t.true(stdout.startsWith(`Usage: tierlab ${name}`));
    t.regex(stdout, new RegExp(`\\$ (sudo )?tierlab ${name}\\b`));
  });

  test(`${name} refuses an option that it does not know`, async (t) => {
    const { exitCode, stdout, stderr } = await tierlab([name, "--jsno"]);
    t.is(exitCode, 2);
    t.is(stdout, "");
    t.true(stderr.startsWith("error: unknown option '--jsno'"));
    t.true(stderr.includes(`tierlab ${name} --help`));
  });
}

for (const [args, words] of [
  [["validat"], "Did you mean validate?"],
  [["up", "lvs-dr", "--dry-rum"], "Did you mean --dry-run?"],
  [["validate"], "missing required argument 'LAB'"],
  [["validate", "lvs-dx"], "did you mean `lvs-dr`?"],
  [["validate", "./no-such.yaml"], "there is no lab file ./no-such.yaml"],
  [["validate", "/tmp/"], "is no file"],
  [["test", "lvs-dr", "--only", "spraed"], "did you mean `spread`?"],
  [["test", "lvs-dr", "--format", "htlm"], "Allowed choices are text, json, tap, junit"],
  [["up", "lvs-dr", "--node-kernel", "xen"], "Allowed choices are auto, host, uml"],
  [["claims", "lvs-dx"], "did you mean `lvs-dr`?"],
  [["claims", "--format", "html"], "Allowed choices are text, json, markdown"],
  [["claims", "--json", "--format", "text"], "cannot be used with"],
  [["down"], "`tierlab down LAB`, or `tierlab down --all`"],
  [["down", "lvs-dr", "--all"], "a lab and --all exclude each other"],
  [["explain", "dr-same-segmnt"], "did you mean `dr-same-segment`?"],
  [["explain", "quux"], "`tierlab explain` lists every word"],
  [["init", "My Lab.yaml"], "a name: a lower case letter"],
  [["init", "/dev/null/x/lab.yaml"], "cannot be written"],
  [["exec", "lvs-dr"], "missing required argument 'NODE'"],
] as const) {
  test(`\`${args.join(" ")}\` is wrong input, and is told what to do`, async (t) => {
    const { exitCode, stdout, stderr } = await tierlab(args);
    t.is(exitCode, 2);
    t.is(stdout, "");
    t.true(stderr.includes(words), stderr);
  });
}

test("without a verb the help comes on standard error, and the exit code says that something is missing", async (t) => {
  const { exitCode, stdout, stderr } = await tierlab([]);
  t.is(exitCode, 2);
  t.is(stdout, "");
  t.true(stderr.includes("Usage: tierlab"));
});

test("help VERB is VERB --help", async (t) => {
  const [one, two] = await Promise.all([tierlab(["help", "logs"]), tierlab(["logs", "--help"])]);
  t.is(one.stdout, two.stdout);
});

test("the version is that of the package", async (t) => {
  const { default: manifest } = await import("../../package.json", { with: { type: "json" } });
  t.is((await tierlab(["--version"])).stdout, manifest.version);
});

test("a lab is found by its name from any folder, and by its path", async (t) => {
  const byName = await tierlab(["validate", "lvs-dr", "lvs-nat"], { cwd: folder });
  t.is(byName.exitCode, 0);
  t.is(byName.stdout.split("\n").length, 2);
  writeFileSync(join(folder, "mine.yaml"), MINE);
  const byPath = await tierlab(["validate", "mine.yaml"], { cwd: folder });
  t.is(byPath.stdout, "mine.yaml: no errors; 2 nodes, 0 claims, 0 breaks");
});

test("a lab without claims is nothing to test", async (t) => {
  writeFileSync(join(folder, "bare.yaml"), MINE);
  const { exitCode, stderr } = await tierlab(["test", "bare.yaml"], { cwd: folder });
  t.is(exitCode, 2);
  t.true(stderr.startsWith("error: bare.yaml: no tests"), stderr);
});

test("the errors of all files are told at once, each with its place, on standard error", async (t) => {
  writeFileSync(join(folder, "one.yaml"), MINE.replace("role: router", "role: ruter"));
  writeFileSync(join(folder, "two.yaml"), MINE.replace("on: office", "on: ofice"));
  const { exitCode, stdout, stderr } = await tierlab(["validate", "one.yaml", "two.yaml"], { cwd: folder });
  t.is(exitCode, 2);
  t.is(stdout, "");
  t.regex(stderr, /one\.yaml:6:\d+/);
  t.regex(stderr, /two\.yaml:5:\d+/);
  t.regex(stderr, /error: 2 errors$/);
});

test("the last line of an error is a command that tells of its rule", async (t) => {
  writeFileSync(join(folder, "far.yaml"), MINE.replace("on: office }", "on: [office, office] }"));
  const { stderr } = await tierlab(["validate", "far.yaml"], { cwd: folder });
  const [, ...words] = /= more: (tierlab) (explain) (\S+)/.exec(stderr)?.slice(1) ?? [];
  const { exitCode, stdout } = await tierlab(words);
  t.is(exitCode, 0);
  t.true(stdout.startsWith("segment-twice  rule of lab files\n  A tier is on a segment once."), stdout);
});

test("explain tells of a claim of a lab, and how to prove it", async (t) => {
  const { stdout } = await tierlab(["explain", "dr-reply"]);
  t.true(stdout.includes("tierlab test lvs-dr --only dr-reply"), stdout);
});

test("init writes a lab that is valid under its own name, with the schema that its first line names", async (t) => {
  const told = await tierlab(["init", "new/shop.yaml"], { cwd: folder });
  t.is(told.exitCode, 0, told.stderr);
  const { exitCode, stdout } = await tierlab(["validate", "new/shop.yaml"], { cwd: folder });
  t.is(exitCode, 0);
  t.is(stdout, "new/shop.yaml: no errors; 5 nodes, 2 claims, 2 breaks");
  const text = readFileSync(join(folder, "new/shop.yaml"), "utf8");
  t.true(text.startsWith("# yaml-language-server: $schema=lab.schema.json\n"));
  t.regex(text, /^lab: shop$/m);
  const schema = readFileSync(join(folder, "new/lab.schema.json"), "utf8");
  t.is(schema, `${(await tierlab(["schema"])).stdout}\n`);
});

test("init overwrites nothing, and takes the folder that is there as it is", async (t) => {
  const place = join(folder, "kept");
  t.is((await tierlab(["init", place])).exitCode, 0);
  writeFileSync(join(place, "first.yaml"), "mine");
  writeFileSync(join(place, "lab.schema.json"), "mine too");
  const again = await tierlab(["init", place]);
  t.is(again.exitCode, 2);
  t.true(again.stderr.includes("first.yaml is there already"), again.stderr);
  t.is((await tierlab(["init", join(place, "second.yaml")])).exitCode, 0);
  t.is(readFileSync(join(place, "first.yaml"), "utf8"), "mine");
  t.is(readFileSync(join(place, "lab.schema.json"), "utf8"), "mine too");
});

test("a plan is the same bytes every time", async (t) => {
  const [one, two] = await Promise.all([
    tierlab(["plan", "lvs-dr"]),
    tierlab(["plan", "lvs-dr"], { cwd: folder }),
  ]);
  t.is(one.exitCode, 0);
  t.is(one.stdout, two.stdout);
  t.is((JSON.parse(one.stdout) as { lab: string }).lab, "lvs-dr");
});

test("a reader that goes away early is no error", async (t) => {
  const { stdout, stderr } = await execa("sh", [
    "-c",
    '"$1" plan lvs-dr | head -c 8; "$1" schema | true',
    "sh",
    new URL("../../scripts/tierlab", import.meta.url).pathname,
  ]);
  t.is(stdout, '{\n  "lab');
  t.is(stderr, "");
});

test("nothing is coloured in a pipe", async (t) => {
  const { stdout, stderr } = await tierlab(["validate", "nope"]);
  t.false(`${stdout}${stderr}`.includes("\u001b"));
});

const MINE = `lab: mine
about: A lab of one's own.
segments: { office: 198.18.0.0/24, dmz: 10.10.0.0/24 }
tiers:
  client: { role: client, on: office }
  edge: { role: router, on: [office, dmz] }
`;
