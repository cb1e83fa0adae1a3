import test from "ava";
import { rewrite } from "../../scripts/checks/rewrite.ts";
import type { Packet } from "../../scripts/observe/observation.ts";
import type { PacketField } from "../../stacks/lab/schema/expect.ts";
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
    t.regex(found.sentence, /carry a wrong checksum/);
  }
});
