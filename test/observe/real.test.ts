import { readFileSync } from "node:fs";
import test from "ava";
import { packetsOf } from "../../scripts/observe/packets/dissect.ts";
import { passagesLike } from "../../scripts/observe/packets/passages.ts";
import { sightingsOf } from "../../scripts/observe/packets/sightings.ts";
import { nodesOn, replyWalk, requestWalk } from "../../scripts/observe/packets/walk.ts";
import type { Plan } from "../../stacks/plan/plan.ts";

/** What tshark made of two requests in a lab that ran, with that lab's plan. */
function captured(name: "dr" | "nat" | "fullnat") {
  const file = (ending: string) => readFileSync(new URL(`real/${name}.${ending}`, import.meta.url), "utf8");
  const packets = packetsOf(file("tsv"), JSON.parse(file("plan.json")) as Plan);
  const sightings = sightingsOf(packets);
  const ids = packets.flatMap(({ http, point, direction }) =>
    http?.requestId && point.node === "client2" && direction === "out" ? [http.requestId] : [],
  );
  const walk = requestWalk(ids[0] ?? "", "client2", sightings);
  return { packets, sightings, walk, reply: replyWalk(walk, sightings) };
}

const tiers = (nodes: string[]) => nodes.map((node) => node.replace(/\d+$/, ""));

test("a real request by direct routing, and its reply", (t) => {
  const { walk, reply } = captured("dr");
  t.deepEqual(tiers(nodesOn(walk)), ["client", "edge", "lvs", "web", "app"]);
  t.deepEqual(tiers(nodesOn(reply)), ["web", "edge", "client"]);
});

test("a real translated request, and its reply", (t) => {
  const { walk, reply } = captured("nat");
  t.deepEqual(tiers(nodesOn(walk)), ["client", "edge", "lvs", "core", "web", "app"]);
  t.deepEqual(tiers(nodesOn(reply)), ["web", "core", "lvs", "edge", "client"]);
});

test("a real request whose source changed as well, and its reply", (t) => {
  const { walk, reply } = captured("fullnat");
  t.deepEqual(tiers(nodesOn(walk)), ["client", "edge", "lvs", "core", "web", "app"]);
  t.deepEqual(tiers(nodesOn(reply)), ["web", "core", "lvs", "edge", "client"]);
});

test("all checksums of real packets are those of the wire", (t) => {
  for (const name of ["dr", "nat", "fullnat"] as const) {
    const { packets } = captured(name);
    t.true(packets.length >= 100);
    t.true(packets.every(({ ip, tcp }) => ip?.checksumGood !== false && tcp?.checksumGood !== false));
  }
});

test("a real director changes the same fields in every packet of a connection", (t) => {
  const frame = ["eth.src", "eth.dst", "ip.ttl", "ip.checksum"];
  for (const [name, changes] of [
    ["dr", frame],
    ["nat", [...frame, "ip.dst", "tcp.dstport", "tcp.checksum"]],
    ["fullnat", [...frame, "ip.src", "ip.dst", "tcp.srcport", "tcp.dstport", "tcp.checksum"]],
  ] as const) {
    const { walk, sightings } = captured(name);
    const sample = walk.find(({ node }) => node === "lvs1")?.in;
    if (!sample) return t.fail("the request was not seen at lvs1");
    const passages = passagesLike(sample, sightings);
    t.true(passages.length >= 4);
    for (const { changed } of passages) t.deepEqual([...changed], [...changes]);
  }
});
