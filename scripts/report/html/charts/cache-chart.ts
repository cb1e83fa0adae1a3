import { percent } from "../../../checks/wording.ts";
import type { TrafficSeries } from "../../../observe/traffic-series.ts";
import { greatestRate, rowsChart } from "./rows-chart.ts";

/** What each edge cache answered by itself and what it fetched, over time, with its hit ratio. */
export function cacheChart(
  { caches = [], binMs }: TrafficSeries,
  untilMs: number,
  perSecond: number,
): string {
  const rows = caches.map(({ node, hits, fetched }) => {
    const [answered, asked] = [sum(hits), sum(hits) + sum(fetched)];
    const words = `${node}: hit ratio ${percent(answered / asked)}, ${answered} of ${asked} requests from its cache`;
    return { words, counts: hits, above: fetched };
  });
  const legend = ["from the cache", "fetched from the origin"] as const;
  return rowsChart({ title: "Hit ratio of the caches", rows, binMs, untilMs, perSecond, legend });
}

/** The greatest rate of requests at any cache in any of several runs. */
export function greatestAsked(runs: readonly (TrafficSeries | null)[]): number {
  const rates = runs.flatMap((run) =>
    (run?.caches ?? []).map(({ hits, fetched }) =>
      greatestRate(
        hits.map((count, bin) => count + (fetched[bin] ?? 0)),
        run?.binMs ?? 1,
      ),
    ),
  );
  return Math.max(1, ...rates);
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, each) => total + each, 0);
}
