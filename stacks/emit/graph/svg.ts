import { xml } from "../xml.ts";
import { PAD, TEXT } from "./card.ts";
import { CABLE } from "./measures.ts";
import type { PictureNode } from "./picture.ts";
import type { Card, CardLine, Cell, LegendEntry, Rail, Scene, Status } from "./scene.ts";
import { SVG_STYLE } from "./svg-style.ts";
import { textWidth } from "./text-width.ts";

/** A placed picture as one SVG file, which follows the reader's light or dark mode; a page with several gives each an id of its own. */
export function svgOf(scene: Scene, id = "tg"): string {
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" class="tg" viewBox="0 0 ${scene.width} ${scene.height}" width="${scene.width}" height="${scene.height}" role="img" aria-labelledby="${id}-title ${id}-desc">`,
    `<title id="${id}-title">${xml(`Lab ${scene.title}`)}</title>`,
    `<desc id="${id}-desc">${xml(scene.description)}</desc>`,
    `<style>${SVG_STYLE}</style>`,
    rect({ x: 0, y: 0, width: scene.width, height: scene.height }, "tg-ground", 0),
    text(24, 32, scene.title, 20, "tg-bold"),
    ...scene.legend.map(legendEntry),
    ...scene.frames.flatMap((frame) => [
      rect(frame, "tg-frame", 10),
      text(frame.x + 14, frame.y + 21, `site ${frame.site}`, 13, "tg-bold tg-soft"),
    ]),
    ...scene.lifelines.map(({ x, from, to }) => cable(x, from - 2, to)),
    ...scene.rails.map((rail) => rect(rail, "tg-rail", 6)),
    ...scene.ports.map(({ x, from, to }) => cable(x, from - 3, to)),
    ...scene.cards.slice(1).flatMap((card, index) => between(scene.cards[index], card)),
    ...scene.risers.map(({ direction, x, from, to, ways }) =>
      way(`M${r(x)} ${r(from)}V${r(to)}`, direction, ways),
    ),
    ...scene.arrows.map(({ direction, y, from, to, ways }) => {
      const back = to > from ? -1 : 1;
      const head = `M${r(to)} ${r(y)}l${9 * back} -4.5v9z`;
      const inner = from + (from < to ? 3 : -3);
      return [
        `<path class="tg-bridge" d="M${r(inner)} ${r(y)}H${r(to + 10 * back)}"/>`,
        way(
          `M${r(from)} ${r(y)}H${r(to + 7 * back)}`,
          direction,
          ways,
          `<path class="tg-head-${direction}" d="${head}"/>`,
        ),
      ].join("");
    }),
    ...scene.rails.map(railLabel),
    ...scene.cards.map(cardGroup),
    "</svg>",
  ].join("\n")}\n`;
}

function way(d: string, direction: string, ways: readonly number[], more = ""): string {
  const names = ways.map((number) => ` tg-w${number}`).join("");
  return `<g class="tg-w${names}"><path class="tg-way tg-${direction}" d="${d}"/>${more}</g>`;
}

function cable(x: number, from: number, to: number): string {
  return to <= from
    ? ""
    : rect({ x: x - CABLE, y: from, width: 2 * CABLE, height: to - from }, "tg-cable", 4);
}

/** Cards of one column hang on one cable. */
function between(upper: Card | undefined, lower: Card): string[] {
  const [x, other] = [lower.x + lower.width / 2, upper === undefined ? 0 : upper.x + upper.width / 2];
  if (upper === undefined || Math.abs(x - other) > 0.5 || lower.y - upper.y - upper.height > 12) return [];
  return [rect({ x: x - CABLE, y: upper.y + upper.height - 2, width: 2 * CABLE, height: 14 }, "tg-cable", 0)];
}

function railLabel({ label }: Rail): string {
  return label
    .map(({ text: words, x, y, strong }) => {
      const width = textWidth(words, 12, strong ? "bold" : "mono");
      return (
        rect({ x: x - 3, y: y - 11, width: width + 4, height: 14 }, "tg-label", 2) +
        text(x, y, words, strong ? 12 : 11, strong ? "tg-bold" : "tg-mono tg-soft")
      );
    })
    .join("");
}

function cardGroup(card: Card): string {
  const { x, y, width, title, count, subtitle } = card;
  return [
    `<g class="tg-tier" data-tier="${xml(card.tier.name)}" transform="translate(${r(x)} ${r(y)})">`,
    rect({ x: 0, y: 0, width, height: card.height }, "tg-card", 7),
    text(PAD, 20, title, TEXT.title, "tg-bold"),
    count > 1 ? text(width - PAD, 20, `× ${count}`, TEXT.small, "tg-soft", "end") : "",
    text(PAD, 34, subtitle, TEXT.subtitle, "tg-soft"),
    ...card.lines.map((line) => cardLine(line, width)),
    ...card.cells.map(cellOf),
    "</g>",
  ].join("");
}

function cardLine(line: CardLine, width: number): string {
  const y = line.y + 14;
  if (line.kind === "note") return text(PAD, y, line.text, TEXT.small, "tg-soft");
  if (line.kind !== "node") {
    const box = rect({ x: PAD, y: line.y + 2, width: line.width, height: 16 }, `tg-${line.kind}`, 8);
    return box + text(PAD + 6, y, line.text, TEXT.small, `tg-mono tg-on-${line.kind}`);
  }
  const { node, name, address, weight, status } = line;
  const start = PAD + (status === null ? 0 : 16);
  const said = [status?.word ?? "", weight].filter((word) => word !== "").join(" · ");
  const after = start + textWidth(name, TEXT.node, "bold") + 6;
  return [
    `<g class="tg-node">${tip(node, status)}`,
    status === null ? "" : mark(PAD + 5, y - 4, status),
    text(start, y, name, TEXT.node, "tg-bold"),
    said === ""
      ? ""
      : text(
          after,
          y,
          said,
          TEXT.small,
          status === null || status.word === "" ? "tg-soft" : `tg-is-${status.is} tg-bold`,
        ),
    text(width - PAD, y, address, TEXT.small, "tg-mono tg-soft", "end"),
    "</g>",
  ].join("");
}

function cellOf({ node, label, status, x, y, width, height }: Cell): string {
  const kind = status === null ? "tg-cell" : `tg-cell-${status.is}`;
  return `<g class="tg-node">${tip(node, status)}${rect({ x, y, width, height }, kind, 3)}${text(x + width / 2, y + 11, label, TEXT.cell, "", "middle")}</g>`;
}

/** A sign of its own for each state, so that it does not hang on colours alone. */
function mark(x: number, y: number, { is }: Status): string {
  const signs = {
    running: `<circle cx="${r(x)}" cy="${r(y)}" r="4.5" class="tg-is-running"/>`,
    dead: `<path class="tg-is-dead" d="M${r(x - 5)} ${r(y - 3)}l2-2 3 3 3-3 2 2-3 3 3 3-2 2-3-3-3 3-2-2 3-3z"/>`,
    out: `<path class="tg-is-out" d="M${r(x)} ${r(y - 5.5)}l5.5 10h-11z"/>`,
    master: `<path class="tg-is-master" d="M${r(x)} ${r(y - 6)}l1.8 3.8 4.2.5-3.1 2.9.8 4.1-3.7-2-3.7 2 .8-4.1-3.1-2.9 4.2-.5z"/>`,
  } as const;
  return signs[is];
}

/** All about a node, shown when one points at it. */
function tip(node: PictureNode, status: Status | null): string {
  const lines = [
    status === null ? node.name : `${node.name}: ${status.word === "" ? "runs" : status.word}`,
    ...node.interfaces.map(
      ({ name, segment, mac, addresses }) => `${name} on ${segment}: ${addresses.join(" ")} (${mac})`,
    ),
    ...node.vips.map((vip) => `VIP ${vip} is led here`),
    ...node.loopback.map((vip) => `VIP ${vip} on lo`),
    ...Object.entries(node.weights).map(([service, weight]) => `weight ${weight} in ${service}`),
  ];
  return `<title>${xml(lines.join("\n"))}</title>`;
}

function legendEntry({ kind, text: words, x, y }: LegendEntry): string {
  const said = text(x + 26, y + 4, words, 11, "tg-soft");
  if (kind === "request" || kind === "reply")
    return `<path class="tg-way tg-${kind}" d="M${r(x)} ${y}h16"/><path class="tg-head-${kind}" d="M${r(x + 21)} ${y}l-9 -4.5v9z"/>${said}`;
  if (kind === "vip" || kind === "loopback")
    return rect({ x, y: y - 6, width: 20, height: 12 }, `tg-${kind}`, 6) + said;
  return mark(x + 12, y, { is: kind, word: "" }) + said;
}

function rect(
  {
    x,
    y,
    width,
    height,
  }: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  kind: string,
  radius: number,
): string {
  return `<rect class="${kind}" x="${r(x)}" y="${r(y)}" width="${r(width)}" height="${r(height)}"${radius === 0 ? "" : ` rx="${radius}"`}/>`;
}

function text(x: number, y: number, words: string, size: number, kind: string, anchor = ""): string {
  const place = anchor === "" ? "" : ` text-anchor="${anchor}"`;
  const of = kind === "" ? "" : ` class="${kind}"`;
  return `<text x="${r(x)}" y="${r(y)}" font-size="${size}"${of}${place}>${xml(words)}</text>`;
}

/** Tenths are enough for the eye. */
function r(value: number): number {
  return Math.round(value * 10) / 10;
}
