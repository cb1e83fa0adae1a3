import { told } from "../told.ts";
import { barsPath, LEFT, r, timeAxis, WIDTH, xOf } from "./time-bars.ts";

/** Counts over time of one node; those of the second kind stand on those of the first. */
export interface ChartRow {
  /** What stands above its bars. */
  readonly words: string;
  readonly counts: readonly number[];
  readonly above?: readonly number[];
}

export interface RowsChart {
  readonly title: string;
  readonly rows: readonly ChartRow[];
  readonly binMs: number;
  readonly untilMs: number;
  /** The greatest that the axis of every row goes to. */
  readonly perSecond: number;
  /** What the two kinds are; none where there is but one. */
  readonly legend?: readonly [counts: string, above: string];
}

const [PLOT, ROW] = [44, 68];

/** A row a node over one axis of time, all to one scale, with all that they tell in words too. */
export function rowsChart({ title, rows, binMs, untilMs, perSecond, legend }: RowsChart): string {
  const bottom = 4 + rows.length * ROW;
  const described = `${title}: ${rows.map(({ words }) => words).join("; ")}`;
  return [
    "<figure>",
    `<figcaption>${told(title)}</figcaption>`,
    `<svg class="chart" viewBox="0 0 ${WIDTH} ${bottom + (legend === undefined ? 20 : 36)}" role="img" aria-label="${told(described)}">`,
    ...rows.flatMap(({ words, counts, above = [] }, index) => {
      const foot = 4 + (index + 1) * ROW;
      const x = (ms: number) => xOf(ms, untilMs);
      const y = (rate: number) => foot - (rate / perSecond) * PLOT;
      const axis = index === rows.length - 1 ? timeAxis(untilMs, foot - PLOT, foot) : [plainAxis(foot)];
      return [
        `<text x="${LEFT}" y="${foot - PLOT - 6}">${told(words)}</text>`,
        `<path class="served" d="${barsPath(counts, [], binMs, { x, y })}"/>`,
        `<path class="fetched" d="${barsPath(above, counts, binMs, { x, y })}"/>`,
        ...axis,
        `<text class="quiet" x="${LEFT - 6}" y="${r(foot - PLOT) + 8}" text-anchor="end">${rateInWords(perSecond)}</text>`,
        `<text class="quiet" x="${LEFT - 6}" y="${foot}" text-anchor="end">0</text>`,
      ];
    }),
    ...(legend === undefined
      ? []
      : [
          `<rect class="served" x="${LEFT}" y="${bottom + 22}" width="10" height="10"/><text class="quiet" x="${LEFT + 15}" y="${bottom + 31}">${told(legend[0])}</text>`,
          `<rect class="fetched" x="${LEFT + 200}" y="${bottom + 22}" width="10" height="10"/><text class="quiet" x="${LEFT + 215}" y="${bottom + 31}">${told(legend[1])}</text>`,
        ]),
    "</svg>",
    "</figure>",
  ].join("\n");
}

function plainAxis(foot: number): string {
  return `<path class="axis" d="M${LEFT} ${foot - PLOT}V${foot}H${WIDTH - 12}"/>`;
}

/** The greatest rate of some counts, a second. */
export function greatestRate(counts: readonly number[], binMs: number): number {
  return Math.max(0, ...counts) * (1000 / binMs);
}

function rateInWords(perSecond: number): string {
  return perSecond >= 10_000 ? `${Math.round(perSecond / 1000)}k/s` : `${Math.round(perSecond)}/s`;
}
