/** Where a chart over time stands on its drawing, pixels. */
export const [WIDTH, LEFT, RIGHT] = [640, 44, 12];

/** The place of a time on the axis. */
export function xOf(ms: number, untilMs: number): number {
  return LEFT + (Math.max(0, Math.min(ms, untilMs)) / untilMs) * (WIDTH - LEFT - RIGHT);
}

/** Counts a bin as bars that stand on those of `below`, as the path of one shape. */
export function barsPath(
  counts: readonly number[],
  below: readonly number[],
  binMs: number,
  { x, y }: { readonly x: (ms: number) => number; readonly y: (perSecond: number) => number },
): string {
  const rate = (count: number) => (count * 1000) / binMs;
  return counts
    .map((count, index) => {
      if (count === 0) return "";
      const [low, high] = [rate(below[index] ?? 0), rate((below[index] ?? 0) + count)];
      return `M${r(x(index * binMs))} ${r(y(low))}V${r(y(high))}H${r(x((index + 1) * binMs))}V${r(y(low))}z`;
    })
    .join("");
}

/** The axis of times below a plot, with some five round ones. */
export function timeAxis(untilMs: number, top: number, bottom: number): string[] {
  return [
    `<path class="axis" d="M${LEFT} ${top}V${bottom}H${WIDTH - RIGHT}"/>`,
    ...ticks(untilMs).map((ms) => {
      const x = r(xOf(ms, untilMs));
      return `<path class="axis" d="M${x} ${bottom}v4"/><text class="quiet" x="${x}" y="${bottom + 16}" text-anchor="middle">${ms / 1000} s</text>`;
    }),
  ];
}

function ticks(untilMs: number): number[] {
  const step =
    [20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000].find((ms) => untilMs / ms <= 7) ??
    untilMs;
  return Array.from({ length: Math.floor(untilMs / step) + 1 }, (_, index) => index * step);
}

/** Tenths of a pixel are enough for the eye. */
export function r(value: number): number {
  return Math.round(value * 10) / 10;
}
