import { textWidth } from "../../../../stacks/emit/graph/text-width.ts";
import type { TimeWindow } from "../../../checks/check.ts";
import type { TrafficSeries } from "../../../observe/traffic-series.ts";
import { told } from "../told.ts";
import { barsPath, LEFT, r, timeAxis, WIDTH, xOf } from "./time-bars.ts";

/** A stretch of time that a check judged. */
export interface NamedWindow extends TimeWindow {
  readonly check: string;
}

/** How far the axes go. */
export interface Scale {
  readonly untilMs: number;
  readonly perSecond: number;
}

interface Course {
  readonly traffic: TrafficSeries | null;
  readonly windows: readonly NamedWindow[];
}

/** The scale that all of several runs fit in. */
export function scaleOf(courses: readonly Course[]): Scale {
  const runs = courses.flatMap(({ traffic, windows }) => (traffic === null ? [] : [{ traffic, windows }]));
  const lengths = runs.map(({ traffic }) => traffic.served.length * traffic.binMs);
  const longestMs = Math.max(1, ...lengths);
  const ends = runs.flatMap(({ traffic, windows }) =>
    windows.map(({ from, to, boundMs }) => Math.max(to, from + boundMs) - traffic.startedAt),
  );
  return {
    // A bound far beyond the traffic is not worth to press the traffic together.
    untilMs: Math.max(longestMs, Math.min(1.5 * longestMs, ...[Math.max(0, ...ends)])),
    perSecond: Math.max(1, ...runs.flatMap(({ traffic }) => ratesOf(traffic))),
  };
}

const [PLOT, ROW] = [96, 18];

/**
 * Requests over time, those that failed above those that were served, with what struck and each time that was judged:
 * a bar as long as the time inside a frame as long as the bound, and the time shaded below it.
 */
export function timeChart(
  traffic: TrafficSeries,
  windows: readonly NamedWindow[],
  scale: Scale,
  id: string,
): string {
  const x = (ms: number) => xOf(ms, scale.untilMs);
  const faults = placeLabels(traffic.faults.map(({ words, atMs }) => ({ words, x: x(atMs) })));
  const faultRows = Math.max(0, ...faults.map(({ row }) => row + 1));
  const top = 4 + (faultRows + windows.length) * ROW + (windows.length > 0 ? 4 : 0);
  const bottom = top + PLOT;
  const y = (perSecond: number) => bottom - (perSecond / scale.perSecond) * (PLOT - 6);
  const { served, failed, binMs } = traffic;
  const lanes = windows.map((one, index) =>
    lane(one, traffic, 4 + (faultRows + index) * ROW, { x, top, bottom }),
  );
  const title = descriptionOf(traffic, windows);
  return [
    "<figure>",
    `<svg class="chart" viewBox="0 0 ${WIDTH} ${bottom + 34}" role="img" aria-labelledby="${id}-t"><title id="${id}-t">${told(title)}</title>`,
    `<defs><pattern id="${id}-p" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="failed" width="3.4" height="5"/></pattern></defs>`,
    ...lanes.map(({ shade }) => shade),
    `<path class="served" d="${barsPath(served, [], binMs, { x, y })}"/>`,
    `<path d="${barsPath(failed, served, binMs, { x, y })}" fill="url(#${id}-p)"/>`,
    ...timeAxis(scale.untilMs, top, bottom),
    `<text class="quiet" x="${LEFT - 6}" y="${r(y(scale.perSecond)) + 8}" text-anchor="end">${Math.round(scale.perSecond)}/s</text>`,
    `<text class="quiet" x="${LEFT - 6}" y="${bottom}" text-anchor="end">0</text>`,
    ...faults.map(
      ({ words, x: at, row, anchor }) =>
        `<path class="fault" d="M${r(at)} ${4 + row * ROW + 2}V${bottom}"/><text x="${r(at) + (anchor === "end" ? -4 : 4)}" y="${4 + row * ROW + 12}" text-anchor="${anchor}">${told(words)}</text>`,
    ),
    ...lanes.map(({ bar }) => bar),
    `<rect class="served" x="${LEFT}" y="${bottom + 22}" width="10" height="10"/><text class="quiet" x="${LEFT + 15}" y="${bottom + 31}">served</text>`,
    `<rect x="${LEFT + 70}" y="${bottom + 22}" width="10" height="10" fill="url(#${id}-p)"/><text class="quiet" x="${LEFT + 85}" y="${bottom + 31}">failed</text>`,
    windows.length === 0
      ? ""
      : `<text class="quiet" x="${LEFT + 136}" y="${bottom + 31}">shaded: the time that was measured; dashed: its bound</text>`,
    "</svg>",
    `<figcaption>${told(title)}</figcaption>`,
    "</figure>",
  ].join("\n");
}

function lane(
  { check, from, to, boundMs }: NamedWindow,
  { startedAt }: TrafficSeries,
  top: number,
  plot: { readonly x: (ms: number) => number; readonly top: number; readonly bottom: number },
): { shade: string; bar: string } {
  const [start, end, bound] = [from - startedAt, to - startedAt, from - startedAt + boundMs].map(plot.x) as [
    number,
    number,
    number,
  ];
  const words = `${check} ${inSeconds(to - from)} of ${inSeconds(boundMs)}`;
  const right = Math.max(end, bound) + 6;
  const fits = right + textWidth(words, 11) < WIDTH;
  const label = fits
    ? `<text x="${r(right)}" y="${top + 11}">${told(words)}</text>`
    : `<text x="${r(start - 6)}" y="${top + 11}" text-anchor="end">${told(words)}</text>`;
  return {
    shade: `<rect class="shade" x="${r(start)}" y="${top + 12}" width="${r(Math.max(0.5, end - start))}" height="${r(plot.bottom - top - 12)}"/>`,
    bar: [
      `<rect class="${to - from > boundMs ? "over" : "within"}" x="${r(start)}" y="${top + 4}" width="${r(Math.max(1.5, end - start))}" height="8"/>`,
      `<path class="bound" d="M${r(start)} ${top + 2}H${r(bound)}V${plot.bottom}"/>`,
      label,
    ].join(""),
  };
}

/** Each label in the first row where it meets none before it; to the left of its line where the drawing ends. */
function placeLabels(labels: readonly { readonly words: string; readonly x: number }[]) {
  const ends: number[] = [];
  return labels.map(({ words, x }) => {
    const width = textWidth(words, 11) + 8;
    const anchor = x + width > WIDTH ? ("end" as const) : ("start" as const);
    const from = anchor === "end" ? x - width : x;
    const free = ends.findIndex((end) => end <= from);
    const row = free < 0 ? ends.length : free;
    ends[row] = from + width;
    return { words, x, row, anchor };
  });
}

function ratesOf({ served, failed, binMs }: TrafficSeries): number[] {
  return served.map((count, index) => ((count + (failed[index] ?? 0)) * 1000) / binMs);
}

function descriptionOf({ served, failed, faults }: TrafficSeries, windows: readonly NamedWindow[]): string {
  const sum = (counts: readonly number[]) => counts.reduce((total, each) => total + each, 0);
  const total = sum(served) + sum(failed);
  return [
    `Requests over time: ${sum(failed)} of ${total} failed`,
    ...faults.map(({ words, atMs }) => `${words} at ${inSeconds(atMs)}`),
    ...windows.map(
      ({ check, from, to, boundMs }) => `${check} ${inSeconds(to - from)} of at most ${inSeconds(boundMs)}`,
    ),
  ].join("; ");
}

function inSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
