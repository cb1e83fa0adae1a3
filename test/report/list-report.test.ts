import test from "ava";
import stringWidth from "string-width";
import { listReport } from "../../scripts/report/list-report.ts";

const since = "2026-11-25T10:11:12.000Z";
const labs = [
  { name: "reference", nodes: 25, umlNodes: 4, engine: "local", since, file: "labs/reference.yaml" },
  {
    name: "a-lab-with-a-name-of-31-letters",
    nodes: 3,
    umlNodes: 0,
    engine: "docker",
    since,
    file: `/home/${"x".repeat(80)}/a.yaml`,
  },
];

test("in a wide terminal and in a pipe each lab is a row", (t) => {
  t.is(
    listReport(labs.slice(0, 1), Number.POSITIVE_INFINITY),
    [
      "LAB        NODES  NODE KERNELS  ENGINE  SINCE (UTC)          FILE",
      "reference  25     host, 4 uml   local   2026-11-25 10:11:12  labs/reference.yaml",
    ].join("\n"),
  );
  t.is(listReport(labs, Number.POSITIVE_INFINITY).split("\n").length, 3);
});

test("where the rows are too wide each lab is a paragraph within the columns", (t) => {
  for (const columns of [60, 80, 100]) {
    const lines = listReport(labs, columns).split("\n");
    t.deepEqual(
      lines.filter((line) => stringWidth(line) > columns),
      [],
    );
    t.is(lines[0], "reference");
  }
});

test("what is not known of a lab is told, and why", (t) => {
  const text = listReport(
    [...labs.slice(0, 1).map((lab) => ({ ...lab, name: "old", stale: "an older tierlab made it" }))],
    200,
  );
  t.regex(text, /^old +\? .* an older tierlab made it$/m);
});
