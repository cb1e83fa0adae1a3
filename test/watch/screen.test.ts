import test from "ava";
import { stacked } from "../../scripts/watch/screen/block.ts";
import { cell, cut, flow, type Line, lineWidth, span } from "../../scripts/watch/screen/line.ts";
import type { Desk } from "../../scripts/watch/screen/press.ts";
import { type Screen, screenOf } from "../../scripts/watch/screen/screen.ts";
import { labUnderTest } from "../plan/lab-files.ts";
import { stateOf, viewOf } from "./sample-view.ts";

const SIZES = [
  { columns: 60, rows: 20 },
  { columns: 100, rows: 30 },
  { columns: 200, rows: 50 },
  { columns: 40, rows: 10 },
];

function deskAt(chosen: string): Desk {
  return { chosen, question: null, help: false, notice: null };
}

function text(line: Line): string {
  return line.map((piece) => piece.text).join("");
}

function heightOf({ head, columns, foot }: Screen): number {
  return head.length + Math.max(...columns.map(({ lines }) => lines.length)) + foot.length;
}

for (const lab of ["lvs-dr", "reference", "keepalived-ha", "lvs-udp"]) {
  for (const size of SIZES) {
    test(`${lab} fits ${size.columns} columns and ${size.rows} rows, whatever is chosen`, (t) => {
      const { plan } = labUnderTest(lab);
      const state = stateOf(plan, viewOf(plan), {
        events: Array.from({ length: 99 }, (_, at) => ({ at, tone: "plain" as const, text: `event ${at}` })),
      });
      for (const { name } of plan.nodes) {
        const screen = screenOf(state, deskAt(name), { ...size, now: 0 });
        t.is(heightOf(screen), size.rows, name);
        const all = screen.columns.flatMap(({ lines }) => lines);
        t.true(
          all.some((line) => line.some((piece) => piece.tone === "chosen" && piece.text === name)),
          `${name} is seen where it is chosen`,
        );
        // What is longer is cut by the terminal library, and figures would be lost.
        for (const { lines, width } of screen.columns)
          for (const line of lines)
            if (/[\d-]$/.test(text(line))) t.true(lineWidth(line) <= width, text(line));
      }
    });
  }
}

test("each tier, service and key is on a screen of 100 columns", (t) => {
  const { plan } = labUnderTest("lvs-dr");
  const screen = screenOf(stateOf(plan, viewOf(plan)), deskAt("web1"), { columns: 100, rows: 30, now: 0 });
  const shown = [...screen.columns.flatMap(({ lines }) => lines), ...screen.foot].map(text).join("\n");
  for (const words of [
    "✓ web3",
    "shop  tcp 10.10.0.100:80",
    "nobody tells",
    "eth1 apps 120 in 80 out",
    "b put back",
  ])
    t.true(shown.includes(words), words);
});

test("what is dead is told by a sign and a word", (t) => {
  const { plan } = labUnderTest("lvs-dr");
  const view = viewOf(plan, { web1: { health: "down", told: new Map() } });
  const screen = screenOf(stateOf(plan, view), deskAt("web2"), { columns: 100, rows: 30, now: 0 });
  t.regex(text(screen.head[0] ?? []), /8 of 9 nodes up {2}1 dead/);
  t.true(screen.columns.flatMap(({ lines }) => lines).some((line) => /✗ web1 +dead/.test(text(line))));
});

test("text of a lab cannot move the cursor", (t) => {
  t.is(span("a\x1b[2Jb\nc").text, "ab c");
});

test("text is cut, filled and flown by its columns", (t) => {
  t.is(cut("switch1.east", 8), "switch1…");
  t.is(cell("web1", 6), "web1  ");
  t.is(cell("web1", 6, "right"), "  web1");
  t.is(cell("漢字", 5), "漢字 ");
  t.deepEqual(flow([[span("one")], [span("two")], [span("three")]], 8).map(text), ["one  two", "three"]);
});

test("where room is short each block keeps its least, and the last ones go first", (t) => {
  const block = (name: string, count: number) => ({
    title: [span(name)],
    lines: Array.from({ length: count }, (_, at) => [span(`${name} ${at}`)]),
    least: 2,
  });
  const blocks = [block("a", 5), block("b", 3)];
  t.deepEqual(stacked(blocks, 11).map(text), [
    "a",
    "a 0",
    "a 1",
    "a 2",
    "a 3",
    "a 4",
    "",
    "b",
    "b 0",
    "b 1",
    "b 2",
  ]);
  t.deepEqual(stacked(blocks, 7).map(text), [
    "a",
    "a 0",
    "a 1",
    "  … 3 more lines",
    "b",
    "b 0",
    "  … 2 more lines",
  ]);
  t.deepEqual(stacked(blocks, 4).map(text), ["a", "a 0", "a 1", "  … 3 more lines"]);
  t.deepEqual(stacked([], 4), []);
});
