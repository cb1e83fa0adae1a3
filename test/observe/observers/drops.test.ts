import test from "ava";
import { parseDropCounters, watchDrops } from "../../../scripts/observe/observers/drops.ts";
import { sampleLab } from "../sample-lab.ts";
import { scriptedEngine } from "../scripted-engine.ts";

function counters(blocked: number, overRate: number): string {
  return JSON.stringify({
    nftables: [
      { metainfo: { version: "1.1.3", json_schema_version: 1 } },
      {
        counter: { family: "inet", name: "blocked", table: "guard", handle: 4, packets: blocked, bytes: 60 },
      },
      { counter: { family: "inet", name: "over-rate", table: "guard", packets: overRate, bytes: 0 } },
      { counter: { family: "inet", name: "of-somebody-else", table: "guard", packets: 9, bytes: 9 } },
    ],
  });
}

test("the counters of a guard are known by their names", (t) => {
  t.deepEqual(
    [...parseDropCounters(counters(3, 7))],
    [
      ["blocked", 3],
      ["over-rate", 7],
    ],
  );
});

test("what was dropped is the difference of two readings", async (t) => {
  const answers = [counters(3, 7), counters(3, 20)];
  const engine = scriptedEngine(() => answers.shift());
  const stop = await watchDrops(engine, sampleLab(), "guard1", AbortSignal.timeout(5_000));
  t.deepEqual(await stop(), [
    { node: "guard1", by: "blocked", packets: 0 },
    { node: "guard1", by: "over-rate", packets: 13 },
    { node: "guard1", by: "over-connections", packets: 0 },
  ]);
});

test("a guard without its table is told", async (t) => {
  const engine = scriptedEngine(() => undefined);
  await t.throwsAsync(watchDrops(engine, sampleLab(), "guard1", AbortSignal.timeout(5_000)), {
    message: /nft failed in guard1/,
  });
});
