import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import test from "ava";
import { claimsOf } from "../../scripts/claims/claim.ts";
import { claimsMarkdown } from "../../scripts/report/claims-markdown.ts";
import { openLabs } from "../../scripts/verbs/open-labs.ts";
import { VERBS } from "../../scripts/verbs/table.ts";

// TIERLAB_GOLDEN=write npx ava test/claims/readme.test.ts writes the table anew.
const README = new URL("../../README.md", import.meta.url);
const LABS = new URL("../../labs/", import.meta.url);
const BETWEEN =
  /(?<=<!-- claims of labs\/, written by tierlab claims --format markdown -->\n).*(?=<!-- end of the claims -->\n)/s;

test("the README's table of claims is that of the labs", async (t) => {
  const names = readdirSync(LABS).filter((name) => name.endsWith(".yaml"));
  const files = await openLabs(names.toSorted().map((name) => new URL(name, LABS).pathname));
  const table = claimsMarkdown(files.flatMap((file) => claimsOf(file, {})));
  const text = readFileSync(README, "utf8");
  t.regex(text, BETWEEN);
  if (process.env.TIERLAB_GOLDEN === "write")
    writeFileSync(
      README,
      text.replace(BETWEEN, () => table),
    );
  const shown = BETWEEN.exec(readFileSync(README, "utf8"))?.[0] ?? "";
  // Only the rows that differ: the whole table would bury them.
  const without = (lines: string, others: string) =>
    lines.split("\n").filter((line) => !others.split("\n").includes(line));
  const anew = "TIERLAB_GOLDEN=write npx ava test/claims/readme.test.ts writes it anew";
  t.deepEqual({ missing: without(table, shown), old: without(shown, table) }, { missing: [], old: [] }, anew);
  t.true(shown === table, anew);
});

test("the README's table of verbs has every verb", (t) => {
  const rows = readFileSync(README, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| `"));
  const named = rows.flatMap((row) =>
    [...(row.split(" | ")[0] ?? "").matchAll(/`([a-z]+)/g)].map(([, verb]) => verb),
  );
  t.deepEqual(
    Object.keys(VERBS).filter((verb) => !named.includes(verb)),
    [],
  );
});
