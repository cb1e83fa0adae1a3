import test from "ava";
import { sceneOf, scenesOf } from "../../../../scripts/report/trace/lanes/scene-of.ts";
import { firstDifference } from "../../../../scripts/trace/compare.ts";
import type { TraceReport } from "../../../../scripts/trace/trace-report.ts";
import { textWidth } from "../../../../stacks/emit/graph/text-width.ts";
import { STORED, storedTrace } from "../../../trace/stored.ts";

const MONO = new Set(["mono", "config"]);
const PLAIN = new Set(["plain", "plan", "soft"]);
const written = storedTrace("lvs-dr");
const breaks = (["lvs-nat", "lvs-tun", "lvs-fullnat"] as const).map((lab) => ({
  claim: "dr-reply",
  change: `what makes it ${lab}, told at some length so that the head needs a second line`,
  trace: storedTrace(lab),
  difference: firstDifference(written, storedTrace(lab)),
}));
const REPORTS: readonly (readonly [string, TraceReport])[] = [
  ...STORED.map((lab) => [lab, { trace: storedTrace(lab), breaks: [] }] as const),
  ["one break", { trace: written, breaks: breaks.slice(0, 1) }],
  ["three breaks", { trace: written, breaks }],
];

for (const [name, report] of REPORTS) {
  test(`${name}: nothing reaches beyond the drawing`, (t) => {
    for (const { width, height, panels } of [sceneOf(report), ...scenesOf(report)])
      for (const { x, y, panel } of panels) {
        for (const { text, size, style, anchor, ...at } of [...panel.heads, ...panel.labels]) {
          const font = MONO.has(style) ? "mono" : PLAIN.has(style) ? "plain" : "bold";
          const right = anchor === "end" ? at.x : at.x + textWidth(text, size, font);
          t.true(x + right <= width, text);
          t.true(y + at.y < height, text);
        }
        for (const { x: at, width: wide, side } of panel.nodes) t.true(x + at + wide + side <= width);
      }
  });

  test(`${name}: the names of lanes and nodes stand apart`, (t) => {
    for (const { panel } of sceneOf(report).panels) {
      const cards = panel.nodes.map((node) => [node.x - node.side, node.x + node.width + node.side] as const);
      for (const [index, [left]] of cards.slice(1).entries()) t.true(left > (cards[index]?.[1] ?? 0));
      for (const [index, lane] of panel.lanes.slice(1).entries()) {
        const before = panel.lanes[index];
        const halves = [before, lane].map((one) => textWidth(one?.segment ?? "", 10) / 2);
        t.true(lane.x - (before?.x ?? 0) > (halves[0] ?? 0) + (halves[1] ?? 0), lane.segment);
      }
    }
  });
}

test("two walks of one break fit side by side on a page 1,000 pixels wide, at no less than 0.8 of their size", (t) => {
  const scenes = scenesOf({ trace: written, breaks: breaks.slice(0, 1) });
  t.is(scenes.length, 2);
  t.true(scenes.reduce((sum, { width }) => sum + width, 0) * 0.8 < 940);
  const [one, other] = scenes.map(({ panels }) => panels[0]?.panel);
  t.deepEqual(one?.nodes.map(({ y }) => y).slice(0, 1), other?.nodes.map(({ y }) => y).slice(0, 1));
});

test("the first difference is told and ringed in both walks, and alone where one of them had come to its end", (t) => {
  const marks = (report: TraceReport) =>
    scenesOf(report).map(({ panels }) => {
      const { marks: boxes = [], labels = [] } = panels[0]?.panel ?? {};
      return [boxes.length, labels.filter(({ text }) => text === "first difference").length];
    });
  const [broken] = breaks;
  if (broken === undefined) throw new Error("Expected a break");
  t.deepEqual(marks({ trace: written, breaks: [broken] }), [
    [2, 1],
    [2, 1],
  ]);
  const cut = { ...written, walks: written.walks.slice(0, 1) };
  const ended = { ...broken, trace: cut, difference: firstDifference(written, cut) };
  t.is(ended.difference?.broken, null);
  t.deepEqual(marks({ trace: written, breaks: [ended] }), [
    [2, 1],
    [1, 1],
  ]);
  t.deepEqual(marks({ trace: written, breaks: [{ ...broken, difference: null }] }), [
    [0, 0],
    [0, 0],
  ]);
});

test("walks that are too wide to stand side by side in one file stand one above the other", (t) => {
  const { panels } = sceneOf({ trace: written, breaks });
  t.true(panels.every(({ x }) => x === 0));
  t.true(panels.slice(1).every(({ y }, index) => y > (panels[index]?.y ?? 0)));
  const two = sceneOf({ trace: written, breaks: breaks.slice(0, 1) });
  t.true(two.panels.every(({ y }) => y === 0) && two.width <= 1400);
});
