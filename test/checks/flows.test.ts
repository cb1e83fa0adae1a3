import test from "ava";
import type { Evidence } from "../../scripts/checks/check.ts";
import { spread } from "../../scripts/checks/spread.ts";
import { stable } from "../../scripts/checks/stable.ts";
import { samplePlan } from "../observe/sample-plan.ts";
import { type Header, SampleWire } from "../observe/sample-wire.ts";
import { evidence, request } from "./sample-evidence.ts";

const byFlows = { by: "web", flows: true, like: "even", within: 0.05 } as const;

/** Packets of connections to the VIP, each by its client's port and the nodes that its packets come to. */
function wire(flows: readonly (readonly [port: number, ...nodes: string[]])[]) {
  const sent = new SampleWire();
  for (const [srcPort, ...nodes] of flows)
    for (const node of nodes) sent.carry({ ...packet, srcPort }, [{ node: "client1" }, { node }]);
  return evidence({ packets: sent.packets, requests: [request()] });
}

const packet: Header = {
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

test("connections count by the node that their first packet came to, however many follow", (t) => {
  const even = wire([
    [40_001, "web1", "web1", "web1"],
    [40_002, "web2"],
  ]);
  t.is(spread.judge(byFlows, even).outcome, "holds");
  t.is(spread.judge(byFlows, even).figure, "1/1");
  const all = wire([
    [40_001, "web1"],
    [40_002, "web1"],
  ]);
  t.is(spread.judge(byFlows, all).outcome, "fails");
});

test("counting connections needs packets, counting who served does not", (t) => {
  t.deepEqual(spread.needs(byFlows, samplePlan()), [{ kind: "packets" }]);
  t.deepEqual(spread.needs({ ...byFlows, flows: undefined }, samplePlan()), []);
});

test("what goes to another address or port, or is only passed on, is no connection to the service", (t) => {
  const sent = new SampleWire();
  const way = [{ node: "client1" }, { node: "web1" }];
  sent.carry({ ...packet, dst: "10.10.0.11" }, way);
  sent.carry({ ...packet, dstPort: 22 }, way);
  t.is(spread.judge(byFlows, evidence({ packets: sent.packets })).outcome, "fails");
  t.is(stable.judge({ flow: "web" }, evidence({ packets: sent.packets })).outcome, "fails");
});

test("a connection that keeps to one node is stable, and one whose packets come to two is not", (t) => {
  const kept = stable.judge({ flow: "web" }, wire([[40_001, "web1", "web1"]]));
  t.is(kept.outcome, "holds");
  t.is(kept.figure, "1 of 1 flow");
  const moved = stable.judge(
    { flow: "web" },
    wire([
      [40_001, "web1", "web2"],
      [40_002, "web2"],
    ]),
  );
  t.is(moved.outcome, "fails");
  t.regex(moved.sentence, /198\.18\.0\.1:40001 did: web1, web2/);
});

test("connections that move where starved routers may take the living for dead prove nothing, and those that keep still do", (t) => {
  const running = samplePlan({
    announcement: { while: "served", bfd: { intervalMs: 100, multiplier: 3 } },
  });
  const late = (flow: Evidence, latenessMs: number): Evidence => ({
    ...flow,
    running,
    seen: { ...flow.seen, latenessMs },
  });
  const [moved, kept] = [wire([[40_001, "web1", "web2"]]), wire([[40_001, "web1"]])];
  t.is(stable.judge({ flow: "web" }, late(moved, 41)).outcome, "not-measured");
  t.is(stable.judge({ flow: "web" }, late(moved, 39)).outcome, "fails");
  t.is(stable.judge({ flow: "web" }, late(kept, 80)).outcome, "holds");
});
