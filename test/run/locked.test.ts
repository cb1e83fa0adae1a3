import test from "ava";
import { locked } from "../../scripts/run/locked.ts";

const held = { withLock: () => new Promise<never>(() => {}) };
const free = { withLock: <T>(_lab: string, work: () => Promise<T>) => work() };

test("whoever waits for a lab's lock can be interrupted", async (t) => {
  const abort = new AbortController();
  const waiting = locked(held, "shop", { signal: abort.signal, onWait: () => {} }, async () => 1);
  abort.abort(new Error("enough"));
  await t.throwsAsync(waiting, { message: "enough" });
});

test("whoever works on a lab is not cut off by an interrupt", async (t) => {
  const abort = new AbortController();
  const worked = await locked(free, "shop", { signal: abort.signal, onWait: () => {} }, async () => {
    abort.abort(new Error("enough"));
    await Promise.resolve();
    return "cleaned up";
  });
  t.is(worked, "cleaned up");
});

test("a person who waits long is told that another verb works on the lab", async (t) => {
  const abort = new AbortController();
  await new Promise<void>((told) => {
    locked(held, "shop", { signal: abort.signal, onWait: told }, async () => 1).catch(() => {});
  });
  abort.abort();
  t.pass();
});
