import { chmod, mkdir, realpath, rm, stat, symlink } from "node:fs/promises";
import { join } from "node:path";
import test from "ava";
import { launch, makeSampleClone } from "./sample-clone.ts";

test("the first start builds, and arguments, output and exit code pass through", async (t) => {
  const clone = await makeSampleClone();
  t.teardown(() => clone.remove());
  const first = await clone.start(["plan", "two words", "--x"], { SAMPLE_EXIT: "4" });
  t.is(first.stdout, '["first","plan","two words","--x"]');
  t.is(first.exitCode, 4);
  const builtAt = (await stat(join(clone.folder, "dist/.stamp"))).mtimeMs;
  t.is((await clone.start([])).stdout, '["first"]');
  t.is((await stat(join(clone.folder, "dist/.stamp"))).mtimeMs, builtAt);
});

test("a changed, an added and a removed source are built in", async (t) => {
  const clone = await makeSampleClone();
  t.teardown(() => clone.remove());
  await clone.start([]);
  await clone.write("scripts/word.ts", 'export { word } from "../stacks/other.ts";\n');
  await clone.write("stacks/other.ts", 'export const word = "second";\n');
  t.is((await clone.start([])).stdout, '["second"]');
  await rm(join(clone.folder, "stacks/other.ts"));
  const broken = await clone.start([]);
  t.not(broken.exitCode, 0);
  t.regex(broken.stderr, /Could not resolve "\.\.\/stacks\/other\.ts"/);
});

test("it starts from any folder by links to links, as npm makes them", async (t) => {
  const clone = await makeSampleClone();
  t.teardown(() => clone.remove());
  await mkdir(join(clone.folder, "bin"));
  await symlink("../scripts/tierlab", join(clone.folder, "bin/one"));
  await symlink(join(clone.folder, "bin/one"), join(clone.folder, "bin/two"));
  t.is((await launch(join(clone.folder, "bin/two"), ["x"])).stdout, '["first","x"]');
});

test("with TIERLAB_DEBUG a stack names the source's file and line", async (t) => {
  const clone = await makeSampleClone();
  t.teardown(() => clone.remove());
  await clone.write(
    "scripts/word.ts",
    '// comment\n\nexport const word = "x";\nthrow new Error("planted");\n',
  );
  const { stderr } = await clone.start([], { TIERLAB_DEBUG: "1" });
  t.true(stderr.includes(`${await realpath(clone.folder)}/scripts/word.ts:4:`), stderr);
});

test("two first starts at once build once, and both work", async (t) => {
  const clone = await makeSampleClone();
  t.teardown(() => clone.remove());
  const started = await Promise.all(["a", "b", "c"].map((name) => clone.start([name])));
  t.deepEqual(
    started.map(({ stdout }) => stdout),
    ["a", "b", "c"].map((name) => `["first","${name}"]`),
  );
  t.deepEqual(
    started.map(({ stderr }) => stderr),
    ["", "", ""],
  );
});

test("an installed package, which has no lock file, is never built", async (t) => {
  const clone = await makeSampleClone();
  t.teardown(() => clone.remove());
  await clone.start([]);
  await rm(join(clone.folder, "package-lock.json"));
  await clone.write("scripts/word.ts", 'export const word = "changed";\n');
  t.is((await clone.start([])).stdout, '["first"]');
});

test("an old or missing Node.js is told in one line", async (t) => {
  const clone = await makeSampleClone();
  t.teardown(() => clone.remove());
  const bin = join(clone.folder, "old");
  await mkdir(bin);
  for (const [version, accepted] of [
    ["v18.20.4", false],
    ["v20.18.3", false],
    ["v20.19.0", true],
    ["v22.1.0", true],
  ] as const) {
    // Prints the version it pretends to be, and what else it is started with.
    await clone.write("old/node", `#!/bin/sh\n[ "$1" = --version ] && echo ${version} || echo started\n`);
    await chmod(join(bin, "node"), 0o755);
    const { stdout, stderr, exitCode } = await clone.start([], { PATH: `${bin}:/usr/bin:/bin` });
    if (accepted) t.false(stderr.includes("needs Node.js"), version);
    else {
      t.is(stderr, `error: tierlab needs Node.js 20.19 or newer, and finds ${version}`);
      t.is(stdout, "");
      t.is(exitCode, 3);
    }
  }
});
