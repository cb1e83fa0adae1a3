import { setTimeout as wait } from "node:timers/promises";
import test from "ava";
import type { Engine } from "../../scripts/engines/engine.ts";
import { actsOf, carryOut, leftDown } from "../../scripts/faults/timeline.ts";
import { runningLab } from "../run/scripted-means.ts";

const lab = runningLab({ lab: "sample", segments: [], nodes: [], services: [] });

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
    acts.map(({ atMs, act, node }) => `${atMs} ${act} ${node}`),
    ["100 kill web1", "200 stop web2", "300 start web1", "300 start web2"],
  );
});

test("each act begins at its time from the first request, and its record says when", async (t) => {
  const { engine } = powerOnly(0);
  const first = Date.now();
  const records = await carryOut(
    [
      { atMs: 20, act: "kill", node: "web1" },
      { atMs: 80, act: "start", node: "web1" },
    ],
    first,
    { engine, lab, signal: new AbortController().signal },
  );
  t.deepEqual(
    records.map(({ act }) => act),
    ["kill", "start"],
  );
  // A busy machine may be late, but an act is never early.
  t.true((records[0]?.at ?? 0) >= first + 19);
  t.true((records[1]?.at ?? 0) >= first + 79);
});

test("acts on one node wait for each other, those on different nodes do not", async (t) => {
  const { engine, log } = powerOnly(30);
  await carryOut(
    [
      { atMs: 0, act: "kill", node: "web1" },
      { atMs: 1, act: "start", node: "web1" },
      { atMs: 1, act: "kill", node: "web2" },
    ],
    Date.now(),
    { engine, lab, signal: new AbortController().signal },
  );
  t.true(log.indexOf("kill web1 ends") < log.indexOf("start web1 begins"));
  t.true(log.indexOf("kill web2 begins") < log.indexOf("kill web1 ends"));
});

test("an aborted timeline carries out nothing more", async (t) => {
  const { engine, log } = powerOnly(0);
  const abort = new AbortController();
  const running = carryOut([{ atMs: 60_000, act: "kill", node: "web1" }], Date.now(), {
    engine,
    lab,
    signal: abort.signal,
  });
  abort.abort(new Error("enough"));
  await t.throwsAsync(running);
  t.deepEqual(log, []);
});

test("nodes whose last act was no start were left down", (t) => {
  t.deepEqual(
    leftDown([
      { act: "kill", node: "web1" },
      { act: "stop", node: "web2" },
      { act: "start", node: "web1" },
    ]),
    ["web2"],
  );
});
