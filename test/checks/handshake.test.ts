import test from "ava";
import { handshake } from "../../scripts/checks/handshake.ts";
import { type ProxyEvent, proxied } from "../observe/proxied.ts";
import { directRouting, translated } from "../observe/sample-exchange.ts";
import { evidence } from "./sample-evidence.ts";

const judge = (packets: ReturnType<typeof proxied>, undone = 0) =>
  handshake.judge({ at: "lvs1", order: "client-first", "never-complete": undone }, evidence({ packets }));

const SERVED: ProxyEvent[] = [
  { client: "SYN", port: 40_001 },
  { client: "ACK", port: 40_001 },
  { client: "asks", port: 40_001, id: "r-1" },
  { server: "SYN", port: 50_001 },
  { server: "asks", port: 50_001, id: "r-1" },
];

test("a SYN to a server after its client's handshake holds", (t) => {
  const found = judge(proxied(SERVED));
  t.is(found.outcome, "holds");
  t.is(found.figure, "1 of 1 after the client's handshake, 0 never completed");
});

test("a SYN to a server before its client's handshake is complete fails, although it has numbers of its own", (t) => {
  const early: ProxyEvent[] = [
    { client: "SYN", port: 40_001 },
    { server: "SYN", port: 50_001 },
    { client: "ACK", port: 40_001 },
    { client: "asks", port: 40_001, id: "r-1" },
    { server: "asks", port: 50_001, id: "r-1" },
  ];
  const found = judge(proxied(early));
  t.is(found.outcome, "fails");
  t.regex(found.sentence, /ms before the client's handshake was complete/);
});

test("a connection that is shared belongs to the request that it was opened for", (t) => {
  const shared: ProxyEvent[] = [
    ...SERVED,
    { client: "SYN", port: 40_002 },
    { client: "ACK", port: 40_002 },
    { client: "asks", port: 40_002, id: "r-2" },
    { server: "asks", port: 50_001, id: "r-2" },
  ];
  t.is(judge(proxied(shared)).figure, "1 of 1 after the client's handshake, 0 never completed");
});

test("a client that never completes its handshake is counted, and fewer than asked for fail", (t) => {
  const packets = proxied([...SERVED, { client: "SYN", port: 40_002 }, { client: "SYN", port: 40_002 }]);
  const found = judge(packets, 1);
  t.is(found.outcome, "holds");
  t.regex(found.figure, /1 never completed/);
  t.is(judge(packets, 2).outcome, "fails");
});

test("a SYN that is passed on is its client's, whether that one completes its handshake or not", (t) => {
  const exchange = [{ id: "r-9", client: "client1", clientPort: 40_009, web: "web1" }];
  t.is(judge(directRouting(exchange)).outcome, "fails");
  const syns = translated(exchange).filter(({ tcp }) => tcp?.flags === "SYN");
  const found = judge([...syns, ...proxied(SERVED)].map((packet, at) => ({ ...packet, at })));
  t.is(found.outcome, "fails");
  t.regex(found.sentence, /of a client that never completed/);
});

test("health checks are nobody's, and without any connection for a client nothing is proven", (t) => {
  const check: ProxyEvent[] = [
    { server: "SYN", port: 50_009 },
    { server: "asks", port: 50_009, id: null },
  ];
  t.is(judge(proxied([...check, ...SERVED])).outcome, "holds");
  t.is(judge(proxied(check)).outcome, "fails");
});

test("its facts are whose SYN a server sees and when, without how many", (t) => {
  t.deepEqual(judge(proxied(SERVED)).facts, ["lvs1 sends a SYN after its client's handshake"]);
  const packets = directRouting([
    { id: "r-1", client: "client1", clientPort: 40_001, web: "web1" },
    { id: "r-2", client: "client1", clientPort: 40_002, web: "web1" },
  ]);
  const asked = { at: "lvs1", order: "passed-on", "never-complete": 0 } as const;
  t.deepEqual(handshake.judge(asked, evidence({ packets })).facts, ["lvs1 passes a client's SYN on"]);
});
