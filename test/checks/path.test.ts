import test from "ava";
import { path } from "../../scripts/checks/path.ts";
import { directRouting, translated } from "../observe/sample-exchange.ts";
import { evidence, request } from "./sample-evidence.ts";

const exchanges = [
  { id: "r-1", client: "client1", clientPort: 40_001, web: "web1" },
  { id: "r-2", client: "client2", clientPort: 40_002, web: "web2" },
];
const requests = exchanges.map(({ id, client }) => request({ id, client }));
const around = { request: ["client", "edge1", "lvs1", "web", "app"], reply: ["web*", "edge1", "client"] };

test("it holds where every request and every reply went that way", (t) => {
  const found = path.judge(around, evidence({ requests, packets: directRouting(exchanges) }));
  t.is(found.outcome, "holds");
  t.is(found.figure, "2 of 2 requests");
  t.is(
    found.sentence,
    "All 2 requests went that way: request client → edge1 → lvs1 → web → app1; reply web → edge1 → client.",
  );
});

test("it fails where the reply crosses the director, shows that way, and where to look", (t) => {
  const found = path.judge(around, evidence({ requests, packets: translated(exchanges) }));
  t.is(found.outcome, "fails");
  t.is(found.figure, "0 of 2 requests");
  t.is(
    found.observed,
    "request client → edge1 → lvs1 → web → app1 (2); reply web → lvs1 → edge1 → client (2)",
  );
  t.is(found.look, "exec sample web1 -- ip route");
});

test("one request that went astray is enough to fail", (t) => {
  const packets = [...directRouting(exchanges)].filter(({ point }) => point.node !== "web2");
  const unserved = requests.map((one) => ({ ...one, servedBy: [] }));
  const found = path.judge(around, evidence({ requests: unserved, packets }));
  t.is(found.outcome, "fails");
  t.is(found.figure, "1 of 2 requests");
});

test("where a server says that it served what it was not seen to get, frames are missing: nothing is measured", (t) => {
  const packets = [...directRouting(exchanges)].filter(({ point }) => point.node !== "app1");
  const seen = { requests: requests.slice(0, 1), packets };
  t.is(path.judge(around, evidence(seen)).outcome, "not-measured");
  const alone = { requests: seen.requests.map((one) => ({ ...one, servedBy: ["web1"] })), packets };
  t.is(path.judge(around, evidence(alone)).outcome, "fails");
});

test("one node of a tier is not another", (t) => {
  const asked = { request: ["client", "edge1", "lvs1", "web1", "app"] };
  const found = path.judge(asked, evidence({ requests, packets: directRouting(exchanges) }));
  t.is(found.figure, "1 of 2 requests");
});

test("a way that ends too early or goes on too far fails", (t) => {
  const seen = { requests, packets: directRouting(exchanges) };
  t.is(path.judge({ request: ["client", "edge1", "lvs1", "web"] }, evidence(seen)).outcome, "fails");
  t.is(path.judge({ request: [...around.request, "app"] }, evidence(seen)).outcome, "fails");
});

test("without a request it fails, and without packets nothing is measured", (t) => {
  t.is(path.judge(around, evidence({ packets: directRouting(exchanges) })).outcome, "fails");
  t.is(path.judge(around, evidence({ requests })).outcome, "not-measured");
});

test("its facts are the ways that were seen, any node of a tier for that tier; none where faults struck", (t) => {
  const seen = { requests, packets: directRouting(exchanges) };
  t.deepEqual(path.judge(around, evidence(seen)).facts, [
    "reply web → edge1 → client",
    "request client → edge1 → lvs1 → web → app1",
  ]);
  const other = path.judge(around, evidence({ requests, packets: translated(exchanges) }));
  t.deepEqual(other.facts?.[0], "reply web → lvs1 → edge1 → client");
  const faults = [{ act: "kill" as const, fault: { at: 0, kill: "web1" }, node: "web1", at: 1, doneAt: 2 }];
  t.is(path.judge(around, evidence({ ...seen, faults })).facts, undefined);
});
