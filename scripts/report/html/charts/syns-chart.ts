import { count, listed } from "../../../checks/wording.ts";
import type { TrafficSeries } from "../../../observe/traffic-series.ts";
import { greatestRate, rowsChart } from "./rows-chart.ts";

/** The SYNs that came to the guard, and those that came to who is behind it, to one scale. */
export function synsChart({ syns = [], binMs }: TrafficSeries, untilMs: number, perSecond: number): string {
  const [first, ...behind] = syns.map(({ node }) => node);
  const where = behind.length === 0 ? `at ${first}` : `at ${first}, and behind it at ${listed(behind)}`;
  const rows = syns.map(({ node, total, counts }) => ({ words: `${node}: ${count(total, "SYN")}`, counts }));
  return rowsChart({ title: `SYNs ${where}`, rows, binMs, untilMs, perSecond });
}

/** The greatest rate of SYNs in any of several runs. */
export function greatestSyns(runs: readonly (TrafficSeries | null)[]): number {
  const rates = runs.flatMap((run) =>
    (run?.syns ?? []).map(({ counts }) => greatestRate(counts, run?.binMs ?? 1)),
  );
  return Math.max(1, ...rates);
}
