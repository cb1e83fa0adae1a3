import { readFileSync, writeFileSync } from "node:fs";
import test from "ava";
import { labNames, labUnderTest } from "./lab-files.ts";

// TIERLAB_GOLDEN=write npx ava test/plan/golden.test.ts writes the plans anew.
for (const name of labNames) {
  test(`${name} is planned as in its golden file`, (t) => {
    const golden = new URL(`golden/${name}.json`, import.meta.url);
    const text = `${JSON.stringify(labUnderTest(name).plan, null, 1)}\n`;
    if (process.env.TIERLAB_GOLDEN === "write") writeFileSync(golden, text);
    t.is(text, readFileSync(golden, "utf8"));
  });
}
