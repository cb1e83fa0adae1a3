import { readFileSync, writeFileSync } from "node:fs";
import test from "ava";
import { describePicture } from "../../../stacks/emit/graph/describe-picture.ts";
import { inWords } from "../../../stacks/emit/graph/description.ts";
import { GRAPH_FORMATS } from "../../../stacks/emit/graph/formats.ts";
import { labNames, labUnderTest } from "../../plan/lab-files.ts";

// TIERLAB_GOLDEN=write npx ava test/emit/graph/golden.test.ts writes them anew.
const FILES = {
  svg: "../../../labs/pictures/lvs-dr.svg",
  html: "golden/lvs-dr.html",
  mermaid: "golden/lvs-dr.mmd",
  dot: "golden/lvs-dr.dot",
  drawio: "golden/lvs-dr.drawio",
} as const;

function isGolden(file: string, text: string): boolean {
  const golden = new URL(file, import.meta.url);
  if (process.env.TIERLAB_GOLDEN === "write") writeFileSync(golden, text);
  return readFileSync(golden, "utf8") === text;
}

for (const [format, file] of Object.entries(FILES) as [keyof typeof FILES, string][]) {
  test(`lvs-dr is drawn as ${format} as in its golden file`, (t) => {
    const picture = describePicture(labUnderTest("lvs-dr").plan);
    t.true(
      isGolden(file, GRAPH_FORMATS[format](picture)),
      `${file} is written anew with TIERLAB_GOLDEN=write`,
    );
  });
}

test("the ways of all labs are those of the golden file", (t) => {
  const lines = labNames.flatMap((name) => [
    `${name}:`,
    ...describePicture(labUnderTest(name).plan).ways.flatMap(({ to, clients, request, reply }) => [
      `  ${clients} to ${to}`,
      `    request ${inWords(request)}`,
      `    reply   ${inWords(reply)}`,
    ]),
  ]);
  t.true(
    isGolden("golden/ways.txt", `${lines.join("\n")}\n`),
    "golden/ways.txt is written anew with TIERLAB_GOLDEN=write",
  );
});
