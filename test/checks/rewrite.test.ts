import test from "ava";
import { rewrite } from "../../scripts/checks/rewrite.ts";
import type { Packet } from "../../scripts/observe/observation.ts";
import type { PacketField } from "../../stacks/lab/schema/expectations/rewrite.ts";
import { directRouting, translated } from "../observe/sample-exchange.ts";
import { evidence, request } from "./sample-evidence.ts";

const exchanges = [
  { id: "r-1", client: "client1", clientPort: 40_001, web: "web1" },
  { id: "r-2", client: "client2", clientPort: 40_002, web: "web2" },
];
const requests = exchanges.map(({ id, client }) => request({ id, client }));
const frame: PacketField[] = ["eth.dst", "eth.src", "ip.ttl", "ip.checksum"];
const judge = (packets: Packet[], changes: PacketField[], direction: "request" | "reply" = "request") =>
  rewrite.judge({ at: "lvs1", direction, changes }, evidence({ requests, packets }));

test("it holds where every packet of the connections changed in just these fields", (t) => {
  const found = judge(directRouting(exchanges), frame);
  t.is(found.outcome, "holds");
  t.is(found.figure, "6 of 6 packets");
  t.regex(
    found.sentence,
    /^In all 6 packets towards the server, lvs1 changed eth.src, eth.dst, ip.ttl, ip.checksum; the other 8/,
  );
});

test("it fails where a field more changed, and where one less did", (t) => {
  t.is(judge(translated(exchanges), frame).outcome, "fails");
  t.is(judge(directRouting(exchanges), [...frame, "ip.dst"]).outcome, "fails");
});

test("a checksum that comes out as before, where what it covers changed, is no difference", (t) => {
  const fields: PacketField[] = [...frame, "ip.dst", "tcp.dstport", "tcp.checksum"];
  const packets = translated(exchanges);
  const sums = new Map(
    packets.flatMap(({ point, direction, tcp, ip }) =>
      point.node === "lvs1" && direction === "in" && tcp !== null
        ? [[`${ip?.id}`, tcp.checksum] as const]
        : [],
    ),
  );
  const alike = packets.map((packet) =>
    packet.tcp !== null && packet.point.node === "lvs1" && packet.direction === "out"
      ? { ...packet, tcp: { ...packet.tcp, checksum: sums.get(`${packet.ip?.id}`) ?? packet.tcp.checksum } }
      : packet,
  );
  t.is(judge(alike, fields).outcome, "holds");
  t.is(judge(directRouting(exchanges), ["tcp.checksum"]).outcome, "fails");
});

test("both directions of a translation are seen", (t) => {
  const there: PacketField[] = [...frame, "ip.dst", "tcp.dstport", "tcp.checksum"];
  const back: PacketField[] = [...frame, "ip.src", "tcp.srcport", "tcp.checksum"];
  t.is(judge(translated(exchanges), there).outcome, "holds");
  t.is(judge(translated(exchanges), back, "reply").outcome, "holds");
  t.is(judge(translated(exchanges), there, "reply").outcome, "fails");
});

test("a reply that never passes the hop was not rewritten there: it fails", (t) => {
  const found = judge(directRouting(exchanges), frame, "reply");
  t.is(found.outcome, "fails");
  t.is(found.sentence, "No packet was seen to pass lvs1 towards the client.");
});

test("one handshake packet that changed otherwise is enough to fail", (t) => {
  const packets = directRouting(exchanges).map((packet) =>
    packet.tcp?.flags === "SYN" &&
    packet.point.node === "lvs1" &&
    packet.direction === "out" &&
    packet.ip?.id === 40_001
      ? { ...packet, tcp: { ...packet.tcp, checksum: "0x0000" } }
      : packet,
  );
  const found = judge(packets, frame);
  t.is(found.outcome, "fails");
  t.is(found.figure, "5 of 6 packets");
  t.regex(found.sentence, /mostly .*tcp\.checksum \(frames \d+ and \d+ of the capture\)/);
});

test("a wrong checksum on either side fails", (t) => {
  for (const direction of ["in", "out"] as const) {
    const packets = directRouting(exchanges).map((packet) =>
      packet.tcp !== null && packet.point.node === "lvs1" && packet.direction === direction
        ? { ...packet, tcp: { ...packet.tcp, checksumGood: false } }
        : packet,
    );
    const found = judge(packets, frame);
    t.is(found.outcome, "fails");
    t.regex(
      found.sentence,
      direction === "in"
        ? /carry a wrong checksum, tcp .* as it comes \(/
        : /wrong checksum, tcp .* as it leaves \(/,
    );
  }
});

const wrap = (packets: Packet[], src: string, dst: string, checksumGood = true): Packet[] =>
  packets.map((packet) => {
    const { node } = packet.point;
    const isBehind = (node === "lvs1" && packet.direction === "out") || node.startsWith("web");
    return isBehind
      ? { ...packet, outer: { src, dst, ttl: 64, id: 7, checksum: "0x0001", checksumGood } }
      : packet;
  });
const judgeWrapped = (packets: Packet[], wrapped: { from: string; to: string } | undefined) =>
  rewrite.judge(
    { at: "lvs1", direction: "request", changes: [...frame, "ipip"], wrapped },
    evidence({ requests, packets }),
  );

test("a packet that goes on inside another one, with only its TTL changed, is found again and judged by both headers", (t) => {
  const packets = wrap(directRouting(exchanges), "10.10.0.2", "10.10.0.11");
  const found = judgeWrapped(packets, { from: "lvs1", to: "web" });
  t.is(found.outcome, "holds");
  t.is(found.figure, "6 of 6 packets");
  t.regex(found.sentence, /ipip, wrapped from lvs1 to web; the other 10 fields are equal/);
  t.is(judge(packets, frame).outcome, "fails");
});

test("a wrapping to the wrong node, from the wrong node, or none at all fails", (t) => {
  const packets = wrap(directRouting(exchanges), "10.10.0.2", "10.10.0.11");
  const elsewhere = judgeWrapped(packets, { from: "lvs1", to: "web2" });
  t.is(elsewhere.outcome, "fails");
  t.regex(elsewhere.observed, /wrapped from lvs1 \(10\.10\.0\.2\) to web1 \(10\.10\.0\.11\)/);
  t.is(judgeWrapped(packets, { from: "edge1", to: "web" }).outcome, "fails");
  const bare = judgeWrapped(directRouting(exchanges), { from: "lvs1", to: "web" });
  t.is(bare.outcome, "fails");
  t.regex(bare.observed, /not wrapped/);
});

test("a wrong checksum of the outer header fails", (t) => {
  const packets = wrap(directRouting(exchanges), "10.10.0.2", "10.10.0.11", false);
  t.regex(judgeWrapped(packets, undefined).sentence, /carry a wrong checksum/);
});

test("its facts are the fields that changed and the values that the plan decides, without a client's port", (t) => {
  t.deepEqual(judge(directRouting(exchanges), frame).facts, [
    "lvs1: changed eth.src, eth.dst, ip.ttl, ip.checksum",
    "lvs1: eth.dst lvs1:eth0 → web:eth0",
    "lvs1: eth.src edge1:eth1 → lvs1:eth0",
    "lvs1: ip.dst stays 10.10.0.100",
    "lvs1: ip.src stays client",
    "lvs1: ip.ttl 63 → 62",
    "lvs1: tcp.dstport stays 80",
  ]);
  const back = judge(translated(exchanges), frame, "reply").facts ?? [];
  t.true(back.includes("lvs1: ip.src web → 10.10.0.100"));
  t.false(back.some((fact) => fact.includes("tcp.dstport")));
});

test("a packet that was changed otherwise adds facts of its own", (t) => {
  const packets = directRouting(exchanges).map((packet) =>
    packet.ip !== null &&
    packet.point.node === "lvs1" &&
    packet.direction === "out" &&
    packet.ip.id === 40_001
      ? { ...packet, ip: { ...packet.ip, ttl: 61 } }
      : packet,
  );
  t.true(judge(packets, frame).facts?.includes("lvs1: ip.ttl 63 → 61"));
});
