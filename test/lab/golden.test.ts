import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import test from "ava";
import { readLab } from "../../stacks/lab/read-lab.ts";
import { renderDiagnostic } from "../../stacks/lab/render-diagnostic.ts";
import { RULES } from "../../stacks/lab/rules/registry.ts";

// TIERLAB_GOLDEN=write npx ava test/lab/golden.test.ts writes the texts anew.
const FOLDER = new URL("golden/", import.meta.url);
const names = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => name.slice(0, -".yaml".length));

/** Bad labs whose name is not that of their rule, and the labs that have no error. */
const WITHOUT_ERROR = ["allowed", "director-alone"];

for (const name of names) {
  test(`the errors of ${name} are told as in its golden file`, (t) => {
    const text = readFileSync(new URL(`${name}.yaml`, FOLDER), "utf8");
    const { lab, diagnostics } = readLab(text, { file: `${name}.yaml` });
    const told = `${diagnostics.map((one) => renderDiagnostic(one, text)).join("\n\n")}\n`;
    const golden = new URL(`${name}.txt`, FOLDER);
    if (process.env.TIERLAB_GOLDEN === "write") {
      writeFileSync(golden, told);
    }
    t.is(told, readFileSync(golden, "utf8"));
    t.is(lab !== null, WITHOUT_ERROR.includes(name));
  });
}

test("every rule has a bad lab of its own name that it finds", (t) => {
  for (const { name } of RULES) {
    const text = readFileSync(new URL(`${name}.yaml`, FOLDER), "utf8");
    const { diagnostics } = readLab(text, { file: `${name}.yaml` });
    t.true(
      diagnostics.some(({ rule }) => rule === name),
      name,
    );
  }
});

test("a bad lab of a rule has no errors of other rules", (t) => {
  for (const { name } of RULES) {
    const text = readFileSync(new URL(`${name}.yaml`, FOLDER), "utf8");
    const others = readLab(text, { file: name }).diagnostics.filter(({ rule }) => rule !== name);
    t.deepEqual(
      others.map(({ rule, message }) => `${rule}: ${message}`),
      [],
      name,
    );
  }
});
