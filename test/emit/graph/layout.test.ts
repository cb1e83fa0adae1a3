import test from "ava";
import fc from "fast-check";
import { describePicture } from "../../../stacks/emit/graph/describe-picture.ts";
import { layOut } from "../../../stacks/emit/graph/layout.ts";
import type { Box, Card, Scene } from "../../../stacks/emit/graph/scene.ts";
import { textWidth } from "../../../stacks/emit/graph/text-width.ts";
import { planLab } from "../../../stacks/plan/plan-lab.ts";
import { labNames, labUnderTest, templates } from "../../plan/lab-files.ts";
import { randomLab } from "../../plan/random-lab.ts";

for (const name of labNames)
  test(`${name}: nothing covers anything else, and no text leaves its card`, (t) => {
    t.deepEqual(faultsOf(layOut(describePicture(labUnderTest(name).plan))), []);
  });

test("whatever the lab, nothing covers anything else", (t) => {
  fc.assert(
    fc.property(randomLab, (lab) => {
      t.deepEqual(faultsOf(layOut(describePicture(planLab(lab, templates)))), []);
    }),
    { numRuns: 60 },
  );
});

test("the same plan gives the same picture", (t) => {
  const { plan } = labUnderTest("reference");
  t.deepEqual(layOut(describePicture(plan)), layOut(describePicture(structuredClone(plan))));
});

/** What is wrong with a drawing, in words. */
function faultsOf(scene: Scene): string[] {
  const whole = { x: 0, y: 0, width: scene.width, height: scene.height };
  const cards = scene.cards.map((card) => ({ ...box(card), is: `card ${card.tier.name}` }));
  const rails = scene.rails.map((rail) => ({ ...box(rail), is: `rail ${rail.segment.name}` }));
  const labels = scene.rails.map(({ segment, label }) => ({
    x: label[0]?.x ?? 0,
    y: (label[0]?.y ?? 0) - 11,
    width: Math.max(
      ...label.map(({ text, strong }) => textWidth(text, strong ? 12 : 11, strong ? "bold" : "mono")),
    ),
    height: (label.at(-1)?.y ?? 0) - (label[0]?.y ?? 0) + 13,
    is: `label ${segment.name}`,
  }));
  const all = [...cards, ...rails, ...labels];
  const arrows = scene.arrows.map(({ direction, from, to, y }) => ({
    x: Math.min(from, to) + 1,
    y: y - 1,
    width: Math.abs(to - from) - 2,
    height: 2,
    is: `${direction} ${from}-${to}`,
  }));
  return [
    ...all.filter((one) => !within(one, whole)).map(({ is }) => `${is} leaves the picture`),
    ...pairs(all)
      .filter(([a, b]) => cover(a, b))
      .map(([a, b]) => `${a.is} covers ${b.is}`),
    ...pairs(arrows)
      .filter(([a, b]) => cover(a, b))
      .map(([a, b]) => `${a.is} covers ${b.is}`),
    ...arrows
      .filter((arrow) => !rails.some((rail) => within(arrow, rail)))
      .map(({ is }) => `${is} is on no rail`),
    ...arrows.filter(({ width }) => width < 16).map(({ is }) => `${is} is too short for its head`),
    ...scene.cards.flatMap(textFaults),
  ];
}

function textFaults({ tier, width, height, lines, cells }: Card): string[] {
  const card = { x: 0, y: 0, width, height };
  const boxes = [
    ...lines.map((line) => ({
      x: 10,
      y: line.y,
      width:
        line.kind === "node"
          ? textWidth(line.name, 12, "bold") + textWidth(line.address, 11, "mono")
          : line.width,
      height: 20,
    })),
    ...cells,
  ];
  return boxes.filter((one) => !within(one, card)).map(() => `text leaves card ${tier.name}`);
}

function box({ x, y, width, height }: Box): Box {
  return { x, y, width, height };
}

function within(inner: Box, outer: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

function cover(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function pairs<T>(list: readonly T[]): [T, T][] {
  return list.flatMap((one, index) => list.slice(index + 1).map((other): [T, T] => [one, other]));
}
