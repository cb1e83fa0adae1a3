import { faultInWords } from "../../stacks/lab/schema/fault.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import type { Observation, RequestRecord } from "./observation.ts";

/** What clients saw of one run of traffic, small enough to stand in a report: counts, never single requests. */
export interface TrafficSeries {
  /** When the first request began, milliseconds since the epoch. */
  readonly startedAt: number;
  readonly binMs: number;
  /** Requests by the time at which they began, a count a bin. */
  readonly served: readonly number[];
  readonly failed: readonly number[];
  /** Served requests by who answered them. */
  readonly servers: Readonly<Record<string, number>>;
  /** How long served requests took, milliseconds; null where none was served. */
  readonly latency: Latency | null;
  /** What struck while it ran, milliseconds since its start. */
  readonly faults: readonly { readonly words: string; readonly atMs: number }[];
  /** Of edge caches: served requests that each answered by itself, and those that it had to fetch, a count a bin. */
  readonly caches?: readonly CacheSeries[];
  /** Of nodes at which SYNs were counted, the one that they came to first before those behind it: a count a bin, and of all. */
  readonly syns?: readonly {
    readonly node: string;
    readonly total: number;
    readonly counts: readonly number[];
  }[];
}

export interface CacheSeries {
  readonly node: string;
  readonly hits: readonly number[];
  readonly fetched: readonly number[];
}

export interface Latency {
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly greatestMs: number;
  /** How many took less than each of `LATENCY_EDGES_MS` and no less than the one before; last those that took longer than all. */
  readonly counts: readonly number[];
}

/** Steps of a half decade: latencies of a lab lie between a bridge's and a timeout's. */
export const LATENCY_EDGES_MS = [1, 3, 10, 30, 100, 300, 1_000, 3_000] as const;

const MOST_BINS = 80;
const MOST_SERVERS = 40;
const MOST_FAULTS = 12;
const MOST_CACHES = 8;

/** The series of a run; null where no request was sent. */
export function seriesOf(
  { requests, faults, syns }: Pick<Observation, "requests" | "faults" | "syns">,
  isServed: (request: RequestRecord) => boolean,
  { nodes }: Pick<Plan, "nodes">,
): TrafficSeries | null {
  if (requests.length === 0) return null;
  const startedAt = requests.reduce((least, one) => Math.min(least, one.startedAt), Number.POSITIVE_INFINITY);
  const lastAt = requests.reduce((most, one) => Math.max(most, one.startedAt), startedAt);
  const binMs = roundAbove((lastAt - startedAt + 1) / MOST_BINS);
  const bins = Math.floor((lastAt - startedAt) / binMs) + 1;
  const countAt = (times: readonly number[]) => {
    const counts = new Array<number>(bins).fill(0);
    for (const time of times) {
      const bin = Math.floor((time - startedAt) / binMs);
      if (bin >= 0 && bin < bins) counts[bin] = (counts[bin] ?? 0) + 1;
    }
    return counts;
  };
  const countOf = (chosen: readonly RequestRecord[]) => countAt(chosen.map((one) => one.startedAt));
  const served = requests.filter(isServed);
  const caches = cachesOf(served, nodes, countOf);
  return {
    startedAt,
    binMs,
    served: countOf(served),
    failed: countOf(requests.filter((one) => !isServed(one))),
    servers: serversOf(served),
    latency: latencyOf(served),
    faults: faults.slice(0, MOST_FAULTS).map(({ fault, at }) => ({
      words: faultInWords(fault).replace(/ at [\d.]+ s$/, ""),
      atMs: tenths(at - startedAt),
    })),
    ...(caches.length === 0 ? {} : { caches }),
    ...(syns.length === 0
      ? {}
      : { syns: syns.map(({ node, at }) => ({ node, total: at.length, counts: countAt(at) })) }),
  };
}

/** A request that went no further than its cache was answered there. */
function cachesOf(
  served: readonly RequestRecord[],
  nodes: Plan["nodes"],
  countOf: (chosen: readonly RequestRecord[]) => number[],
): CacheSeries[] {
  return nodes
    .filter(({ role }) => role === "cdn")
    .map(({ name }) => ({ node: name, asked: served.filter(({ servedBy }) => servedBy[0] === name) }))
    .filter(({ asked }) => asked.length > 0)
    .slice(0, MOST_CACHES)
    .map(({ node, asked }) => ({
      node,
      hits: countOf(asked.filter(({ servedBy }) => servedBy.length === 1)),
      fetched: countOf(asked.filter(({ servedBy }) => servedBy.length > 1)),
    }));
}

/** The next of 1, 2, 5, 10, 20 … : paces of probes are round as well, so that an even pace looks even. */
function roundAbove(ms: number): number {
  const decade = 10 ** Math.max(0, Math.floor(Math.log10(ms)));
  return [1, 2, 5, 10].map((step) => step * decade).find((step) => step >= ms) ?? 10 * decade;
}

function serversOf(served: readonly RequestRecord[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { servedBy } of served) {
    const [nearest] = servedBy;
    if (nearest !== undefined) counts.set(nearest, (counts.get(nearest) ?? 0) + 1);
  }
  const sorted = [...counts].toSorted(([a], [b]) => a.localeCompare(b, "en", { numeric: true }));
  return Object.fromEntries(sorted.slice(0, MOST_SERVERS));
}

function latencyOf(served: readonly RequestRecord[]): Latency | null {
  const times = served.map(({ startedAt, endedAt }) => endedAt - startedAt).toSorted((a, b) => a - b);
  const at = (share: number) =>
    tenths(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0);
  if (times.length === 0) return null;
  const counts = [...LATENCY_EDGES_MS, Number.POSITIVE_INFINITY].map((edge, index) => {
    const from = LATENCY_EDGES_MS[index - 1] ?? Number.NEGATIVE_INFINITY;
    return times.filter((ms) => ms >= from && ms < edge).length;
  });
  return { medianMs: at(0.5), p95Ms: at(0.95), greatestMs: at(1), counts };
}

function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}
