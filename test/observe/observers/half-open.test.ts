import test from "ava";
import { parseHalfOpen, watchHalfOpen } from "../../../scripts/observe/observers/half-open.ts";
import { sampleLab } from "../sample-lab.ts";
import { scriptedEngine } from "../scripted-engine.ts";

const line = (peer: string) => `0      0         10.10.0.100:80        ${peer}\n`;

test("a connection is known by both its ends", (t) => {
  t.deepEqual(parseHalfOpen(`${line("198.19.7.1:1024")}\n`), ["10.10.0.100:80 198.19.7.1:1024"]);
});

/** The most that count, where the first look is the one before the traffic. */
async function most(looks: readonly string[]): Promise<number | undefined> {
  const waiting = [...looks];
  let drained = () => {};
  const allSeen = new Promise<void>((resolve) => {
    drained = resolve;
  });
  const engine = scriptedEngine(() => {
    if (waiting.length === 0) drained();
    return waiting.shift() ?? "";
  });
  const watch = await watchHalfOpen(engine, sampleLab(), ["web1"], AbortSignal.timeout(5_000));
  await allSeen;
  watch.end();
  return (await watch.readings)[0]?.most;
}

test("what is half-open at two looks in a row counts", async (t) => {
  const two = line("198.19.7.1:1024") + line("198.19.7.2:1024");
  t.is(await most(["", two, two]), 2);
});

test("a handshake that a look happens to see does not count", async (t) => {
  t.is(await most(["", line("198.18.0.1:40001"), line("198.18.0.1:40002")]), 0);
});

test("what was half-open before the traffic does not count", async (t) => {
  const old = line("198.19.7.1:1024");
  t.is(await most([old, old, old]), 0);
});
