import test from "ava";
import { isServed } from "../../scripts/checks/success.ts";
import { seriesOf as seriesIn } from "../../scripts/observe/traffic-series.ts";
import { request, unanswered } from "../checks/sample-evidence.ts";
import { labUnderTest } from "../plan/lab-files.ts";

const { plan } = labUnderTest("cdn");
const seriesOf = (
  {
    syns = [],
    ...seen
  }: Omit<Parameters<typeof seriesIn>[0], "syns"> & Partial<Parameters<typeof seriesIn>[0]>,
  isGood: typeof isServed,
) => seriesIn({ ...seen, syns }, isGood, plan);

test("no requests give no series", (t) => {
  t.is(seriesOf({ requests: [], faults: [] }, isServed), null);
});

test("every request is counted once, by the time it began", (t) => {
  const requests = Array.from({ length: 500 }, (_, index) => {
    const startedAt = 1_000 + index * 10;
    return index >= 100 && index < 140 ? unanswered({ startedAt }) : request({ startedAt });
  });
  const series = seriesOf({ requests, faults: [] }, isServed);
  t.is(sum(series?.served ?? []), 460);
  t.is(sum(series?.failed ?? []), 40);
  t.is(sum(series?.latency?.counts ?? []), 460);
  t.is(series?.startedAt, 1_000);
  t.is(
    series?.failed.findIndex((count) => count > 0),
    Math.floor(1_000 / (series?.binMs ?? 1)),
  );
});

test("a series stays small, however long the traffic and however many the servers", (t) => {
  const requests = Array.from({ length: 5_000 }, (_, index) =>
    request({ startedAt: index * 1_000, servedBy: [`web${index}`] }),
  );
  const series = seriesOf({ requests, faults: [] }, isServed);
  t.true((series?.served.length ?? 0) <= 80);
  t.true(JSON.stringify(series).length < 4_000);
});

test("faults are told by what they do, at their time since the first request", (t) => {
  const fault = { at: 500, kill: "lvs1" } as const;
  const faults = [{ act: "kill", fault, node: "lvs1", at: 1_500, doneAt: 1_510 }] as const;
  const series = seriesOf({ requests: [request({ startedAt: 1_000 })], faults }, isServed);
  t.deepEqual(series?.faults, [{ words: "kill lvs1", atMs: 500 }]);
});

test("of a request that passed a cache is told whether the cache had to fetch it", (t) => {
  const by = (startedAt: number, ...servedBy: string[]) => request({ startedAt, servedBy });
  const requests = [
    by(0, "edge1", "web1"),
    by(10, "edge1"),
    by(90, "edge1"),
    by(95, "brink1", "web1", "app1"),
  ];
  const series = seriesOf({ requests, faults: [] }, isServed);
  const sums = series?.caches?.map(({ node, hits, fetched }) => [node, sum(hits), sum(fetched)]);
  t.deepEqual(sums, [
    ["edge1", 2, 1],
    ["brink1", 0, 1],
  ]);
  t.is(seriesOf({ requests: [request()], faults: [] }, isServed)?.caches, undefined);
});

test("SYNs are counted where they came while requests began, and in all", (t) => {
  const requests = [request({ startedAt: 1_000 }), request({ startedAt: 1_100 })];
  const syns = [{ node: "guard1", at: [900, 1_050, 1_060, 1_100, 2_000] }];
  const series = seriesOf({ requests, faults: [], syns }, isServed);
  t.deepEqual(
    series?.syns?.map(({ node, total, counts }) => [node, total, sum(counts)]),
    [["guard1", 5, 3]],
  );
});

function sum(counts: readonly number[]): number {
  return counts.reduce((total, each) => total + each, 0);
}
