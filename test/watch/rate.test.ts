import test from "ava";
import { rateOf, sumOf } from "../../scripts/watch/model/rate.ts";
import { toldBy } from "./told.ts";

function rateAfter(...counts: readonly number[]): number | null {
  return rateOf(toldBy(...counts.map((count) => ({ counter: String(count) }))).get("counter"), Number);
}

test("a rate is what was counted between two looks, a second", (t) => {
  t.is(rateOf(undefined, Number), null);
  t.is(rateAfter(10), null, "one look tells nothing");
  t.is(rateAfter(10, 30), 20);
  t.is(rateAfter(10, 10), 0, "nothing was counted");
  t.is(rateAfter(10, 30, 35), 5, "the last two looks count");
});

test("a counter that is refreshed every two seconds has a steady rate", (t) => {
  t.is(rateAfter(0, 20, 20), 20, "it stands still in between");
  t.is(rateAfter(0, 20, 20, 60), 20);
  t.is(rateAfter(0, 20, 20, 20, 20, 20), 0, "it stands still for good");
});

test("a counter that begins to count after a long rest is not spread over that rest", (t) => {
  t.is(rateAfter(0, ...Array.from({ length: 60 }, () => 0), 50), 50);
});

test("a counter that fell was started anew", (t) => {
  t.is(rateAfter(1_000, 8), 8);
});

test("a sum leaves out what is not known", (t) => {
  t.is(sumOf([1, null, 2]), 3);
  t.is(sumOf([null, null]), null);
  t.is(sumOf([]), null);
});

test("a mean over several changes evens out refreshes that come too early or too late", (t) => {
  const over = (counts: readonly number[]) =>
    rateOf(toldBy(...counts.map((count) => ({ counter: String(count) }))).get("counter"), Number, 3);
  t.is(over([0, 20, 60, 60]), 30);
  t.is(over([100, 120, 140, 160, 190]), (190 - 120) / 3, "no more than three");
  t.is(over([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 50, 100]), 50, "a rest is left out");
});
