import { textWidth } from "../../../../stacks/emit/graph/text-width.ts";
import { told } from "../told.ts";

export interface Bar {
  readonly label: string;
  readonly count: number;
  /** What stands behind the bar. */
  readonly text: string;
}

const [WIDTH, ROW] = [640, 20];

/** Counts as lying bars, with all that they tell in words too. */
export function barsFigure(title: string, bars: readonly Bar[]): string {
  const left = Math.max(...bars.map(({ label }) => textWidth(label, 11))) + 12;
  const right = Math.max(...bars.map(({ text }) => textWidth(text, 11))) + 12;
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const described = `${title}: ${bars.map(({ label, text }) => `${label} ${text}`).join(", ")}`;
  return [
    "<figure>",
    `<figcaption>${told(title)}</figcaption>`,
    `<svg class="chart" viewBox="0 0 ${WIDTH} ${bars.length * ROW + 4}" role="img" aria-label="${told(described)}">`,
    ...bars.map(({ label, count, text }, index) => {
      const width = Math.round(((WIDTH - left - right) * count * 10) / most) / 10;
      const y = index * ROW;
      return `<text class="quiet" x="${Math.round(left) - 8}" y="${y + 15}" text-anchor="end">${told(label)}</text><rect class="served" x="${Math.round(left)}" y="${y + 4}" width="${Math.max(count === 0 ? 0 : 1, width)}" height="14"/><text x="${Math.round(left + width) + 6}" y="${y + 15}">${told(text)}</text>`;
    }),
    "</svg>",
    "</figure>",
  ].join("\n");
}
