import { readFile } from "node:fs/promises";
import test from "ava";
import { execa } from "execa";
import { NODE_RELEASE } from "../../scripts/setup/image-recipe.ts";
import { parsePackageList } from "../../scripts/setup/package-list.ts";

const script = await readFile("templates/node/install.sh", "utf8");
const dockerfile = await readFile("templates/node/Dockerfile", "utf8");

test("the Dockerfile starts from the same Debian release, and names no package itself", async (t) => {
  t.regex(dockerfile, new RegExp(`^FROM debian:${NODE_RELEASE}-slim$`, "m"));
  const packages = parsePackageList(await readFile("templates/node/packages.txt", "utf8"));
  const commands = `${dockerfile}\n${script}`.replace(/^#.*$/gm, "");
  t.deepEqual(
    packages.filter((name) => commands.split(/[\s;]+/).includes(name)),
    [],
  );
});

test("what its shell makes of the package list is what mmdebstrap gets", async (t) => {
  const { stdout } = await execa("sh", [
    "-c",
    "sed 's/#.*//' templates/node/packages.txt | xargs printf '%s\\n'",
  ]);
  t.true(script.includes("sed 's/#.*//' \"$templates/node/packages.txt\""));
  t.deepEqual(stdout.split("\n"), parsePackageList(await readFile("templates/node/packages.txt", "utf8")));
});

for (const script of ["install.sh", "customise.sh", "forget-builder.sh"]) {
  test(`${script} is right shell`, async (t) => {
    const { exitCode, stderr } = await execa("sh", ["-n", `templates/node/${script}`], { reject: false });
    t.is(exitCode, 0, stderr);
  });
}
