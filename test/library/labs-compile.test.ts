import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import test from "ava";
import { execa } from "execa";
import { parse } from "yaml";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const LABS = join(ROOT, "labs");
const DEFINE_LAB = join(ROOT, "stacks/lab/definition/define-lab.ts");

test("what every lab file says can be said by defineLab, and a wrong name in it does not compile", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "tierlab-labs-"));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  const names = (await readdir(LABS)).filter((name) => name.endsWith(".yaml"));
  t.true(names.length > 0);
  const write = (name: string, lab: string) =>
    writeFile(
      join(folder, `${name}.ts`),
      `import { defineLab } from ${JSON.stringify(DEFINE_LAB)};\nexport const lab = defineLab(${lab});\n`,
    );
  for (const name of names) {
    const lab = JSON.stringify(parse(await readFile(join(LABS, name), "utf8")), null, 2);
    await write(name.replace(".yaml", ""), lab);
    if (name === "lvs-dr.yaml")
      await write("wrong", lab.replace('"reply": [\n            "web"', '"reply": [\n            "wep"'));
  }
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  await writeFile(
    join(folder, "tsconfig.json"),
    JSON.stringify({
      extends: join(ROOT, "tsconfig.json"),
      compilerOptions: { types: [] },
      include: ["*.ts"],
    }),
  );
  const { stdout } = await execa(
    join(ROOT, "node_modules/.bin/tsc"),
    ["--project", folder, "--pretty", "false"],
    {
      reject: false,
    },
  );
  const errors = stdout.split("\n").filter((line) => /^\S.*: error TS/.test(line));
  t.is(errors.length, 1, stdout);
  t.regex(errors[0] ?? "", /^\S*wrong\.ts\(\d+,\d+\): error .*"wep"/);
});
