import { xml } from "../xml.ts";
import { labelWidth } from "./rail-label.ts";
import type { Card, Scene } from "./scene.ts";
import { lightColour } from "./svg-style.ts";

/** A placed picture as a file of draw.io, every part of it one that can be moved. */
export function drawioOf(scene: Scene): string {
  const cells: string[] = [];
  const ink = `fontColor=${lightColour("ink")};`;
  const id = () => `c${cells.length + 2}`;
  const box = (value: string, style: string, x: number, y: number, width: number, height: number) =>
    cells.push(
      `<mxCell id="${id()}" value="${text(value)}" style="${style}${ink}" vertex="1" parent="1"><mxGeometry x="${r(x)}" y="${r(y)}" width="${r(width)}" height="${r(height)}" as="geometry"/></mxCell>`,
    );
  const line = (style: string, from: readonly [number, number], to: readonly [number, number], value = "") =>
    cells.push(
      `<mxCell id="${id()}" value="${text(value)}" style="${style}" edge="1" parent="1"><mxGeometry relative="1" as="geometry"><mxPoint x="${r(from[0])}" y="${r(from[1])}" as="sourcePoint"/><mxPoint x="${r(to[0])}" y="${r(to[1])}" as="targetPoint"/></mxGeometry></mxCell>`,
    );
  const way = (direction: "request" | "reply", head: string) =>
    `endArrow=${head};endSize=5;html=0;strokeWidth=2;strokeColor=${lightColour(direction)};`;
  box(
    scene.title,
    "text;html=0;fillColor=none;strokeColor=none;fontSize=20;fontStyle=1;align=left;",
    24,
    14,
    300,
    28,
  );
  line(way("request", "block"), [24, 56], [46, 56]);
  box("request", "text;html=0;fillColor=none;strokeColor=none;align=left;fontSize=11;", 50, 46, 60, 20);
  line(way("reply", "block"), [118, 56], [140, 56]);
  box("reply", "text;html=0;fillColor=none;strokeColor=none;align=left;fontSize=11;", 144, 46, 60, 20);
  for (const { site, x, y, width, height } of scene.frames)
    box(
      `site ${site}`,
      `rounded=1;arcSize=2;html=0;dashed=1;verticalAlign=top;align=left;spacingLeft=10;fillColor=${lightColour("frame")};strokeColor=${lightColour("edge")};`,
      x,
      y,
      width,
      height,
    );
  for (const { x, from, to } of scene.lifelines)
    line(`endArrow=none;html=0;strokeWidth=10;strokeColor=${lightColour("cable")};`, [x, from], [x, to]);
  for (const { segment, label, x, y, width, height } of scene.rails) {
    box(
      "",
      `rounded=1;html=0;fillColor=${lightColour("rail")};strokeColor=${lightColour("rail-edge")};`,
      x,
      y,
      width,
      height,
    );
    const top = (label[0]?.y ?? y) - 13;
    box(
      [segment.name, ...segment.prefixes].join("\n"),
      "text;html=0;fillColor=none;strokeColor=none;align=left;verticalAlign=bottom;fontSize=11;",
      label[0]?.x ?? x,
      top,
      labelWidth(segment),
      y - 3 - top,
    );
  }
  for (const { x, from, to } of scene.ports)
    line(`endArrow=none;html=0;strokeWidth=10;strokeColor=${lightColour("cable")};`, [x, from], [x, to]);
  for (const { direction, x, from, to } of scene.risers) line(way(direction, "none"), [x, from], [x, to]);
  for (const { direction, y, from, to } of scene.arrows) line(way(direction, "block"), [from, y], [to, y]);
  for (const card of scene.cards)
    box(
      cardText(card),
      `rounded=1;arcSize=5;html=0;align=left;verticalAlign=top;spacingLeft=6;fontSize=11;fillColor=${lightColour("card")};strokeColor=${lightColour("edge")};`,
      card.x,
      card.y,
      card.width,
      card.height,
    );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<mxfile host="tierlab">',
    `<diagram id="lab" name="${xml(scene.title)}">`,
    `<mxGraphModel grid="1" gridSize="10" page="0" pageWidth="${scene.width}" pageHeight="${scene.height}">`,
    '<root><mxCell id="0"/><mxCell id="1" parent="0"/>',
    ...cells,
    "</root></mxGraphModel></diagram></mxfile>",
    "",
  ].join("\n");
}

function cardText({ title, count, subtitle, lines, cells }: Card): string {
  const said = lines.map((line) =>
    line.kind === "node"
      ? [line.name, line.weight, line.status?.word ?? "", line.address]
          .filter((word) => word !== "")
          .join("  ")
      : line.text,
  );
  const names = cells.length === 0 ? [] : [`${cells[0]?.node.name} … ${cells.at(-1)?.node.name}`];
  return [count > 1 ? `${title} × ${count}` : title, subtitle, ...names, ...said].join("\n");
}

/** A line's end would be read as a blank in an attribute (XML 1.0, 3.3.3). */
function text(value: string): string {
  return xml(value).replaceAll("\n", "&#10;");
}

function r(value: number): number {
  return Math.round(value * 10) / 10;
}
