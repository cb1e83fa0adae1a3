import test from "ava";
import fc from "fast-check";
import { median, medianParts } from "../../scripts/bench/statistics.ts";

test("the median of an odd number is the middle one, of an even number the mean of the two in the middle", (t) => {
  t.is(median([9, 1, 5]), 5);
  t.is(median([4, 1, 100, 2]), 3);
});

test("the median of nothing is no number", (t) => {
  t.true(Number.isNaN(median([])));
});

test("as many figures are at most the median as are at least it, in any order", (t) => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1 }), (figures) => {
      const middle = median(figures);
      const atMost = figures.filter((figure) => figure <= middle).length;
      const atLeast = figures.filter((figure) => figure >= middle).length;
      return atMost >= figures.length / 2 && atLeast >= figures.length / 2;
    }),
  );
  t.pass();
});

test("parts keep the order of their first appearance; a part that a round lacks counts where it was", (t) => {
  const rounds = [
    [
      { name: "plan", value: 10 },
      { name: "boot", value: 4 },
    ],
    [{ name: "plan", value: 20 }],
    [
      { name: "plan", value: 90 },
      { name: "boot", value: 6 },
    ],
  ];
  t.deepEqual(medianParts(rounds), [
    { name: "plan", value: 20 },
    { name: "boot", value: 5 },
  ]);
});
