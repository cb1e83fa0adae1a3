import test from "ava";
import type { Evidence } from "../../scripts/checks/check.ts";
import { leaves } from "../../scripts/checks/leaves.ts";
import type { FaultRecord } from "../../scripts/observe/observation.ts";
import { type Header, SampleWire } from "../observe/sample-wire.ts";
import { evidence, request } from "./sample-evidence.ts";

const drained: FaultRecord = {
  act: "drain",
  fault: { at: 0, drain: "web1", of: "shop" },
  node: "web1",
  at: 1_000,
  doneAt: 1_050,
};

/** Probes every 10 ms for 2 s; web1 serves those that begin until this time, web2 the others. */
function untilServed(until: number, faults: readonly FaultRecord[] = [drained]): Evidence {
  const requests = Array.from({ length: 200 }, (_, index) => index * 10).map((startedAt) =>
    request({ startedAt, servedBy: [startedAt <= until ? "web1" : "web2", "app1"] }),
  );
  return evidence({ requests, faults });
}

const left = { node: "web1", within: "bound" } as const;

test("a server that gets nothing once it is drained has left", (t) => {
  const found = leaves.judge(left, untilServed(1_050));
  t.is(found.outcome, "holds");
  t.is(found.figure, "0.00 s of 0.00 s, 0 connections");
});

test("one connection after it is one too many, however late the machine is", (t) => {
  t.is(leaves.judge(left, untilServed(1_060)).outcome, "fails");
});

test("where something else strikes, the server is to have left since then", (t) => {
  const other: FaultRecord = { ...drained, fault: { at: 0, drain: "web2", of: "shop" }, node: "web2" };
  t.is(leaves.judge(left, untilServed(5_000, [other])).outcome, "fails");
});

test("nothing is shown where no fault struck, nothing came before it, or the probes ended with it", (t) => {
  t.is(leaves.judge(left, untilServed(5_000, [])).outcome, "not-measured");
  t.is(leaves.judge(left, untilServed(-1)).outcome, "not-measured");
  t.is(leaves.judge(left, untilServed(1_000, [{ ...drained, doneAt: 3_000 }])).outcome, "not-measured");
});

test("what comes to a director is seen on the wire, and has the time of a route change", (t) => {
  const withdrawn: FaultRecord = {
    ...drained,
    act: "withdraw",
    fault: { at: 0, withdraw: "shop", by: "lvs1" },
    node: "lvs1",
  };
  const wire = new SampleWire();
  for (const srcPort of [40_000, 40_001])
    wire.carry({ ...syn, srcPort }, [{ node: "client1" }, { node: "lvs1" }]);
  const [first = 0, last = 0] = wire.packets.filter(({ point }) => point.node === "lvs1").map(({ at }) => at);
  const judged = (doneAt: number) =>
    leaves.judge(
      { node: "lvs1", within: "bound" },
      evidence({
        packets: wire.packets,
        faults: [{ ...withdrawn, at: first + 0.001, doneAt }],
        requests: [request({ startedAt: last + 1_000, servedBy: ["web2"] })],
      }),
    );
  t.is(judged(last - 20).outcome, "holds");
  t.is(judged(last - 500).outcome, "fails");
  t.is(judged(last - 99.9).outcome, "not-measured");
});

const syn: Header = {
  src: "198.18.0.1",
  dst: "10.10.0.100",
  srcPort: 40_000,
  dstPort: 80,
  seq: 1,
  ack: 1,
  id: 7,
  ttl: 64,
  flags: "SYN",
  payload: "",
  http: null,
};
