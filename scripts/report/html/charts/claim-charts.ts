import type { TrafficSeries } from "../../../observe/traffic-series.ts";
import type { BreakResult, CheckResult, TestResult } from "../../result.ts";
import { cacheChart, greatestAsked } from "./cache-chart.ts";
import { latencyChart } from "./latency-chart.ts";
import { serversChart } from "./servers-chart.ts";
import { greatestSyns, synsChart } from "./syns-chart.ts";
import { type Scale, scaleOf, timeChart } from "./time-chart.ts";

/** The drawings of a claim's traffic in the lab as written. */
export function claimCharts(test: TestResult, id: string): string[] {
  const { traffic, checks } = test;
  if (traffic === null) return [];
  return [
    ...overTime(traffic, checks, scaleFor(test), id),
    ...caches(traffic, test),
    ...syns(traffic, test),
    ...(Object.keys(traffic.servers).length > 1 ? [serversChart(traffic.servers)] : []),
    ...(traffic.latency === null ? [] : [latencyChart(traffic.latency)]),
  ];
}

/** Those of its break, to the same scale as in the lab as written. */
export function breakCharts(one: BreakResult, test: TestResult, id: string): string[] {
  const { traffic, broken } = one;
  if (traffic === null) return [];
  const silent = Object.keys(test.traffic?.servers ?? {}).map((server) => [server, 0] as const);
  const servers = { ...Object.fromEntries(silent), ...traffic.servers };
  return [
    ...overTime(traffic, broken === null ? [] : [broken], scaleFor(test), id),
    ...caches(traffic, test),
    ...syns(traffic, test),
    ...(Object.keys(servers).length > 1 ? [serversChart(servers)] : []),
    ...(one.fails === "latency" && traffic.latency !== null ? [latencyChart(traffic.latency)] : []),
  ];
}

/** Only what struck or was timed has a course worth a drawing. */
function overTime(
  traffic: TrafficSeries,
  checks: readonly CheckResult[],
  scale: Scale,
  id: string,
): string[] {
  const windows = windowsOf(checks);
  return traffic.faults.length + windows.length === 0 ? [] : [timeChart(traffic, windows, scale, id)];
}

function caches(traffic: TrafficSeries, test: TestResult): string[] {
  if (traffic.caches === undefined) return [];
  return [cacheChart(traffic, scaleFor(test).untilMs, greatestAsked(runsOf(test)))];
}

function syns(traffic: TrafficSeries, test: TestResult): string[] {
  if (traffic.syns === undefined) return [];
  return [synsChart(traffic, scaleFor(test).untilMs, greatestSyns(runsOf(test)))];
}

function runsOf({ traffic, breaks }: TestResult): (TrafficSeries | null)[] {
  return [traffic, ...breaks.map((one) => one.traffic)];
}

function windowsOf(checks: readonly CheckResult[]) {
  return checks.flatMap(({ check, window }) => (window === undefined ? [] : [{ check, ...window }]));
}

/** One scale for the proof and its breaks, so that they can be compared. */
function scaleFor({ traffic, checks, breaks }: TestResult): Scale {
  return scaleOf([
    { traffic, windows: windowsOf(checks) },
    ...breaks.map((one) => ({
      traffic: one.traffic,
      windows: windowsOf(one.broken === null ? [] : [one.broken]),
    })),
  ]);
}
