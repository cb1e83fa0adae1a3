import test from "ava";
import { cache } from "../../scripts/checks/cache.ts";
import type { ServerLogLine } from "../../scripts/observe/observation.ts";
import { evidence, request } from "./sample-evidence.ts";

/** The sample's director plays the edge cache: what matters is by whom a request was served. */
const AT = { at: "lvs1", origin: "web" };
const hit = (id: string) => request({ id, servedBy: ["lvs1"] });
const miss = (id: string) => request({ id, servedBy: ["lvs1", "web1"] });

function fetched(requestId: string): ServerLogLine {
  return {
    node: "web1",
    requestId,
    peer: "10.0.0.1",
    port: 80,
    forwardedFor: null,
    status: 200,
    upstream: null,
    connection: 1,
    connectionRequest: 1,
  };
}

function outcome(
  expected: Omit<Parameters<typeof cache.judge>[0], "at" | "origin">,
  requests: ReturnType<typeof hit>[],
  log: string[],
) {
  return cache.judge({ ...AT, ...expected }, evidence({ requests, serverLog: log.map(fetched) })).outcome;
}

test("the origin has logged what the cache lacked, and nothing else", (t) => {
  const requests = [miss("1"), hit("2"), hit("3"), hit("4")];
  t.is(outcome({ "hit-ratio": 0.75 }, requests, ["1"]), "holds");
  t.is(outcome({ "hit-ratio": 0.75 }, requests, ["1", "2"]), "fails");
  t.is(outcome({ "hit-ratio": 0.75 }, requests, []), "fails");
});

test("a hit ratio below the least fails", (t) => {
  t.is(outcome({ "hit-ratio": 0.76 }, [miss("1"), hit("2"), hit("3"), hit("4")], ["1"]), "fails");
});

test("what is fetched behind the back of a hit counts as fetched", (t) => {
  const requests = [miss("1"), hit("2"), hit("3")];
  t.is(outcome({ fetches: { "at-least": 2, "at-most": 2 } }, requests, ["1", "3"]), "holds");
  t.is(outcome({ fetches: { "at-least": 3 } }, requests, ["1", "3"]), "fails");
  t.is(outcome({ fetches: { "at-least": 0, "at-most": 1 } }, requests, ["1", "3"]), "fails");
});

test("requests that no cache answered show nothing", (t) => {
  t.is(outcome({ "hit-ratio": 0 }, [request()], []), "fails");
});
