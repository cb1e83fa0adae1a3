import { setImmediate as turn } from "node:timers/promises";
import test from "ava";
import { fewAtOnce } from "../../../scripts/engines/attached/few-at-once.ts";

test("all is done in order, and never more at once than was said", async (t) => {
  const begun: number[] = [];
  const atOnce: number[] = [];
  let busy = 0;
  await fewAtOnce([1, 2, 3, 4, 5], 2, async (item) => {
    begun.push(item);
    atOnce.push(++busy);
    await turn();
    busy -= 1;
  });
  t.deepEqual(begun, [1, 2, 3, 4, 5]);
  t.is(Math.max(...atOnce), 2);
  t.is(busy, 0);
});

test("after an error nothing else is begun", async (t) => {
  const begun: number[] = [];
  const failing = fewAtOnce([1, 2, 3, 4, 5], 2, async (item) => {
    begun.push(item);
    await turn();
    if (item === 2) throw new Error("no more");
    await turn();
  });
  await t.throwsAsync(failing, { message: "no more" });
  await turn();
  await turn();
  t.deepEqual(begun.slice(0, 2), [1, 2]);
  t.true(begun.length <= 3, String(begun));
});

test("nothing is nothing to do", async (t) => {
  await t.notThrowsAsync(fewAtOnce([], 3, () => Promise.reject(new Error("never"))));
});
