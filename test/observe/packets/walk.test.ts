import test from "ava";
import { passagesLike } from "../../../scripts/observe/packets/passages.ts";
import { sightingsOf } from "../../../scripts/observe/packets/sightings.ts";
import { firstEnd, nodesOn, replyWalk, requestWalk } from "../../../scripts/observe/packets/walk.ts";
import { directRouting, translated } from "../sample-exchange.ts";

const exchange = { id: "r-1", client: "client1", clientPort: 40_001, web: "web2" };
const other = { id: "r-2", client: "client2", clientPort: 40_002, web: "web1" };

test("a request by direct routing is followed through the director and the proxy to the application", (t) => {
  const walk = requestWalk("r-1", "client1", sightingsOf(directRouting([exchange, other])));
  t.deepEqual(nodesOn(walk), ["client1", "edge1", "lvs1", "web2", "app1"]);
  t.deepEqual(
    walk.map((hop) => hop.does),
    ["sends", "forwards", "forwards", "asks-on", "takes"],
  );
});

test("its reply goes around the director", (t) => {
  const sightings = sightingsOf(directRouting([exchange, other]));
  const walk = requestWalk("r-1", "client1", sightings);
  t.is(firstEnd(walk)?.node, "web2");
  t.deepEqual(nodesOn(replyWalk(walk, sightings)), ["web2", "edge1", "client1"]);
});

test("a translated request and its reply are followed through both rewrites", (t) => {
  const sightings = sightingsOf(translated([exchange, other]));
  const walk = requestWalk("r-1", "client1", sightings);
  t.deepEqual(nodesOn(walk), ["client1", "edge1", "lvs1", "web2", "app1"]);
  t.deepEqual(nodesOn(replyWalk(walk, sightings)), ["web2", "lvs1", "edge1", "client1"]);
});

test("a hop tells what it changed", (t) => {
  const hopOf = (packets: ReturnType<typeof translated>) =>
    requestWalk("r-1", "client1", sightingsOf(packets)).find((hop) => hop.node === "lvs1")?.changed;
  t.deepEqual(hopOf(directRouting([exchange])), ["eth.src", "eth.dst", "ip.ttl", "ip.checksum"]);
  t.deepEqual(hopOf(translated([exchange])), [
    "eth.src",
    "eth.dst",
    "ip.ttl",
    "ip.checksum",
    "ip.dst",
    "tcp.dstport",
    "tcp.checksum",
  ]);
});

test("a request that is lost on the way ends where it was last seen", (t) => {
  const packets = directRouting([exchange]).filter(({ point }) => point.node !== "web2");
  t.deepEqual(nodesOn(requestWalk("r-1", "client1", sightingsOf(packets))), ["client1", "edge1", "lvs1"]);
});

test("a request that was never seen has no way, and so has its reply", (t) => {
  const sightings = sightingsOf(directRouting([exchange]));
  t.deepEqual(requestWalk("r-9", "client1", sightings), []);
  t.deepEqual(replyWalk([], sightings), []);
});

/** Direct routing whose director gives packets with a payload other sequence numbers, as SYNPROXY does. */
function withSequenceRewritten(exchanges: Parameters<typeof directRouting>[0]) {
  return directRouting(exchanges).map((packet) =>
    packet.tcp?.payload !== "" && packet.tcp !== null && isBeyond(packet.point.node, packet.direction)
      ? { ...packet, tcp: { ...packet.tcp, seq: packet.tcp.seq + 1_000 } }
      : packet,
  );
}

const withoutId = (packet: ReturnType<typeof directRouting>[number]) =>
  packet.ip === null ? packet : { ...packet, ip: { ...packet.ip, id: 0 } };

test("a sequence number that a hop rewrites is found as a change, not as a loss", (t) => {
  const walk = requestWalk("r-1", "client1", sightingsOf(withSequenceRewritten([exchange])));
  t.true(walk.find((hop) => hop.node === "lvs1")?.changed.includes("tcp.seq"));
});

test("so it is where the packet's IP id is 0 by chance", (t) => {
  const packets = withSequenceRewritten([exchange]).map(withoutId);
  const walk = requestWalk("r-1", "client1", sightingsOf(packets));
  t.true(walk.find((hop) => hop.node === "lvs1")?.changed.includes("tcp.seq"));
});

test("of two packets with the same payload and no IP id, neither is taken for the other", (t) => {
  const packets = withSequenceRewritten([exchange]).map(withoutId);
  const twice = packets.flatMap((packet) => {
    const isSentOn = packet.point.node === "lvs1" && packet.direction === "out" && packet.tcp?.payload !== "";
    return isSentOn ? [packet, { ...packet, number: packet.number + 100_000 }] : [packet];
  });
  const walk = requestWalk("r-1", "client1", sightingsOf(twice));
  t.not(walk.find((hop) => hop.node === "lvs1")?.does, "forwards");
});

test("every packet of a connection that passes a hop is paired with itself", (t) => {
  const sightings = sightingsOf(directRouting([exchange, other]));
  const sample = requestWalk("r-1", "client1", sightings).find((hop) => hop.node === "lvs1")?.in;
  if (sample === undefined || sample === null) return t.fail("the request was not seen at lvs1");
  const passages = passagesLike(sample, sightings);
  t.deepEqual(
    passages.map((passage) => passage.in.tcp.flags),
    ["SYN", "ACK", "PSH ACK"],
  );
  t.true(passages.every((passage) => passage.out.ip.id === passage.in.ip.id));
});

function isBeyond(node: string, direction: "in" | "out"): boolean {
  return (node === "lvs1" && direction === "out") || node === "web2";
}
