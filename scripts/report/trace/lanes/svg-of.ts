import { xml } from "../../../../stacks/emit/xml.ts";
import { INTERFACE_SIZE, NAME_SIZE, SEGMENT_SIZE } from "./place-lanes.ts";
import type { Arrow, Box, Label, LaneScene } from "./scene.ts";
import { LANES_STYLE } from "./svg-style.ts";

/** The drawing as one SVG file, which follows the reader's light or dark mode; those of one page need names of their own. */
export function svgOf({ width, height, title, description, panels, legend }: LaneScene, name = "tr"): string {
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" class="tr" viewBox="0 0 ${r(width)} ${r(height)}" width="${r(width)}" height="${r(height)}" role="img" aria-labelledby="${name}-title ${name}-desc">`,
    `<title id="${name}-title">${xml(title)}</title>`,
    `<desc id="${name}-desc">${xml(description)}</desc>`,
    `<style>${LANES_STYLE}</style>`,
    `<rect class="tr-ground" width="${r(width)}" height="${r(height)}"/>`,
    ...panels.map(panelSvg),
    ...legend.map(label),
    "</svg>",
  ].join("\n")}\n`;
}

function panelSvg({ x: left, y: top, panel }: LaneScene["panels"][number]): string {
  return [
    `<g transform="translate(${r(left)} ${r(top)})">`,
    ...panel.nodes.map(({ x, width, y }) => {
      const to = Math.max(0, ...panel.lanes.map((lane) => lane.to));
      return `<rect class="tr-band" x="${r(x - 26)}" y="${r(y + 40)}" width="${r(width + 52)}" height="${r(to - y - 40)}"/>`;
    }),
    ...panel.lanes.map(({ x, from, to }) => `<path class="tr-lane" d="M${r(x)} ${r(from)}V${r(to)}"/>`),
    ...panel.stripes.map((stripe) => `<rect class="tr-ground" ${boxOf(stripe)}/>`),
    ...panel.rules.map(({ x, y, to }) => `<path class="tr-rule" d="M${r(x)} ${r(y)}H${r(to)}"/>`),
    ...panel.nodes.map(
      ({ x, width, side, y, name }) =>
        `<rect class="tr-card" x="${r(x - side)}" y="${r(y)}" width="${r(width + 2 * side)}" height="46" rx="7"/>` +
        label({ x: x + width / 2, y: y + 17, text: name, size: NAME_SIZE, style: "bold", anchor: "middle" }),
    ),
    ...panel.lanes.flatMap(({ x, from, interface: name, segment }) => [
      label({ x, y: from - 17, text: name, size: INTERFACE_SIZE, style: "mono", anchor: "middle" }),
      label({ x, y: from - 5, text: segment, size: SEGMENT_SIZE, style: "soft", anchor: "middle" }),
    ]),
    ...panel.arrows.map(arrow),
    ...panel.marks.map((mark) => `<rect class="tr-mark" ${boxOf(mark)} rx="6"/>`),
    ...panel.badges.map(
      ({ x, y, direction, text }) =>
        `<circle class="tr-fill-${direction}" cx="${r(x)}" cy="${r(y)}" r="8.5"/><text class="tr-badge" x="${r(x)}" y="${r(y + 3.8)}" font-size="11" text-anchor="middle">${xml(text)}</text>`,
    ),
    ...[...panel.heads, ...panel.labels].map(label),
    "</g>",
  ].join("\n");
}

function boxOf({ x, y, width, height }: Box): string {
  return `x="${r(x)}" y="${r(y)}" width="${r(width)}" height="${r(height)}"`;
}

/** Half as wide as long, so that its direction is told also where the line is short. */
function arrow({ kind, direction, strong, x1, y1, x2, y2 }: Arrow): string {
  const line = `tr-line tr-line-${direction}${strong ? " tr-strong" : ""}`;
  if (kind === "within") {
    const dots = [x1, x2].map(
      (x) => `<circle class="tr-fill-${direction}" cx="${r(x)}" cy="${r(y1)}" r="${strong ? 3.4 : 2.4}"/>`,
    );
    return `<path class="${line} tr-within" d="M${r(x1)} ${r(y1)}H${r(x2)}"/>${dots.join("")}`;
  }
  if (kind === "dropped")
    return `<path class="tr-line tr-cross tr-strong" d="M${r(x1 - 5)} ${r(y1 - 5)}l10 10m0 -10l-10 10"/>`;
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const [dx, dy] = [(x2 - x1) / length, (y2 - y1) / length];
  if (kind === "lost")
    return (
      `<path class="${line}" d="M${r(x1)} ${r(y1)}L${r(x2)} ${r(y2)}"/>` +
      `<path class="tr-line tr-cross tr-strong" d="M${r(x2 - 5)} ${r(y2 - 5)}l10 10m0 -10l-10 10"/>`
    );
  const size = strong ? 9 : 7;
  const [bx, by] = [x2 - dx * size, y2 - dy * size];
  const [nx, ny] = [(-dy * size) / 2, (dx * size) / 2];
  return (
    `<path class="${line}" d="M${r(x1)} ${r(y1)}L${r(bx)} ${r(by)}"/>` +
    `<path class="tr-fill-${direction}" d="M${r(x2)} ${r(y2)}L${r(bx + nx)} ${r(by + ny)}L${r(bx - nx)} ${r(by - ny)}z"/>`
  );
}

function label({ x, y, text, size, style, anchor }: Label): string {
  const place = anchor === undefined ? "" : ` text-anchor="${anchor}"`;
  return `<text class="tr-${style}" x="${r(x)}" y="${r(y)}" font-size="${size}"${place} xml:space="preserve">${xml(text)}</text>`;
}

/** Tenths are enough for the eye. */
function r(value: number): number {
  return Math.round(value * 10) / 10;
}
