import { setTimeout as wait } from "node:timers/promises";
import test from "ava";
import type { Engine } from "../../scripts/engines/engine.ts";
import { StarvedError } from "../../scripts/errors.ts";
import { aftermathOf } from "../../scripts/faults/put-back.ts";
import { actsOf, carryOut, type TimedAct } from "../../scripts/faults/timeline.ts";
import { type Fault, faultKind } from "../../stacks/lab/schema/fault.ts";
import { runningLab } from "../run/scripted-means.ts";

const lab = runningLab({ lab: "sample", segments: [], nodes: [], services: [] });

const planAfter = () => undefined;

function act(atMs: number, fault: Fault, node: string | null): TimedAct {
  return { atMs, fault, node };
}

/** An engine that only has power, and notes when each act began and ended. */
function powerOnly(takesMs: number) {
  const log: string[] = [];
  const power: Engine["power"] = async (_lab, node, act) => {
    log.push(`${act} ${node} begins`);
    await wait(takesMs);
    log.push(`${act} ${node} ends`);
  };
  return { engine: { power } as Engine, log };
}

test("a timeline is told in acts on nodes, the earliest first; a tier stands for all its nodes", (t) => {
  const acts = actsOf(
    [
      { at: 300, start: "web" },
      { at: 100, kill: "web1" },
      { at: 200, stop: "web2" },
    ],
    (ref) => (ref === "web" ? ["web1", "web2"] : [ref]),
  );
  t.deepEqual(
    acts.map(({ atMs, fault, node }) => `${atMs} ${faultKind(fault)} ${node}`),
    ["100 kill web1", "200 stop web2", "300 start web1", "300 start web2"],
  );
});

test("each act begins at its time from the first request, and its record says when", async (t) => {
  const { engine } = powerOnly(0);
  const first = Date.now();
  const records = await carryOut(
    [act(20, { at: 0, kill: "web1" }, "web1"), act(80, { at: 0, start: "web1" }, "web1")],
    first,
    { engine, lab, signal: new AbortController().signal, planAfter },
  );
  t.deepEqual(
    records.map(({ act }) => act),
    ["kill", "start"],
  );
  // A busy machine may be late, but an act is never early.
  t.true((records[0]?.at ?? 0) >= first + 19);
  t.true((records[1]?.at ?? 0) >= first + 79);
});

test("an act that begins long after its time is not carried out: the traffic it is for may be over", async (t) => {
  const { engine, log } = powerOnly(0);
  const running = carryOut([act(100, { at: 100, kill: "web1" }, "web1")], Date.now() - 1_000, {
    engine,
    lab,
    signal: new AbortController().signal,
    planAfter,
  });
  await t.throwsAsync(running, {
    instanceOf: StarvedError,
    message: /^the machine was busy: `kill web1 at 0\.1 s` came 0\.9 s late$/,
  });
  t.deepEqual(log, []);
});

test("an act that waited for the one before it is not late by that", async (t) => {
  const { engine, log } = powerOnly(400);
  await carryOut(
    [act(0, { at: 0, kill: "web1" }, "web1"), act(1, { at: 1, start: "web1" }, "web1")],
    Date.now(),
    { engine, lab, signal: new AbortController().signal, planAfter },
  );
  t.true(log.includes("start web1 ends"));
});

test("acts on one node wait for each other, those on different nodes do not", async (t) => {
  const { engine, log } = powerOnly(30);
  await carryOut(
    [
      act(0, { at: 0, kill: "web1" }, "web1"),
      act(1, { at: 0, start: "web1" }, "web1"),
      act(1, { at: 0, kill: "web2" }, "web2"),
    ],
    Date.now(),
    { engine, lab, signal: new AbortController().signal, planAfter },
  );
  t.true(log.indexOf("kill web1 ends") < log.indexOf("start web1 begins"));
  t.true(log.indexOf("kill web2 begins") < log.indexOf("kill web1 ends"));
});

test("an aborted timeline carries out nothing more", async (t) => {
  const { engine, log } = powerOnly(0);
  const abort = new AbortController();
  const running = carryOut([act(60_000, { at: 0, kill: "web1" }, "web1")], Date.now(), {
    engine,
    lab,
    signal: abort.signal,
    planAfter,
  });
  abort.abort(new Error("enough"));
  await t.throwsAsync(running);
  t.deepEqual(log, []);
});

test("nodes whose last act was no start were left down", (t) => {
  const { down } = aftermathOf(
    [
      act(0, { at: 0, kill: "web1" }, "web1"),
      act(0, { at: 0, stop: "web2" }, "web2"),
      act(0, { at: 0, start: "web1" }, "web1"),
    ],
    lab,
  );
  t.deepEqual(down, ["web2"]);
});

test("what is put back goes with the power, and a later act takes an earlier one's place", (t) => {
  const daemonDown: Fault = { at: 0, kill: "web1", daemon: "nginx" };
  const stepsAfter = (...faults: readonly Fault[]) =>
    aftermathOf(
      faults.map((fault) => act(0, fault, "web1")),
      lab,
    ).steps.map((step) => step.do);
  t.deepEqual(stepsAfter(daemonDown), ["restart-daemon"]);
  t.deepEqual(stepsAfter(daemonDown, { at: 1, start: "web1", daemon: "nginx" }), []);
  t.deepEqual(stepsAfter(daemonDown, { at: 1, kill: "web1" }), ["create-node"]);
  t.deepEqual(stepsAfter(daemonDown, { at: 1, kill: "web1" }, { at: 2, start: "web1" }), []);
});

test("what changes the lab as a whole waits for all before it, and all after it wait", async (t) => {
  const { engine, log } = powerOnly(30);
  const apply: Engine["apply"] = async (running) => {
    log.push("apply");
    return running;
  };
  await carryOut(
    [
      act(0, { at: 0, kill: "web1" }, "web1"),
      act(1, { at: 1, reload: "web2" }, "web2"),
      act(2, { at: 2, kill: "web3" }, "web3"),
    ],
    Date.now(),
    { engine: { ...engine, apply }, lab, signal: new AbortController().signal, planAfter },
  );
  t.deepEqual(log, ["kill web1 begins", "kill web1 ends", "apply", "kill web3 begins", "kill web3 ends"]);
});
