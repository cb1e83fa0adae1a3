import { LATENCY_EDGES_MS, type Latency } from "../../../observe/traffic-series.ts";
import { barsFigure } from "./bars.ts";

/** How long served requests took. */
export function latencyChart({ medianMs, p95Ms, greatestMs, counts }: Latency): string {
  const used = counts.flatMap((count, index) => (count > 0 ? [index] : []));
  const [first, last] = [used[0] ?? 0, used.at(-1) ?? 0];
  const bars = counts.slice(first, last + 1).map((count, index) => ({
    label: rangeInWords(first + index),
    count,
    text: String(count),
  }));
  return barsFigure(
    `Latency of served requests: median ${medianMs} ms, 95 % within ${p95Ms} ms, the slowest ${greatestMs} ms`,
    bars,
  );
}

function rangeInWords(index: number): string {
  const [from, to] = [LATENCY_EDGES_MS[index - 1], LATENCY_EDGES_MS[index]];
  if (from === undefined) return `below ${to} ms`;
  return to === undefined ? `${from} ms and more` : `${from} to ${to} ms`;
}
