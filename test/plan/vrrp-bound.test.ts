import test from "ava";
import type { PlannedVrrp } from "../../stacks/plan/plan.ts";
import { handoverBound, takeoverBound } from "../../stacks/plan/vrrp-bound.ts";

const pair: PlannedVrrp = {
  version: 3,
  advertMs: 100,
  preempt: false,
  sync: true,
  id: 1,
  priorities: { lvs1: 150, lvs2: 100 },
};

test("a silent master is taken over from after three adverts and the backup's skew", (t) => {
  t.deepEqual(takeoverBound(pair, ["lvs1"], 10), {
    ms: 411,
    formula:
      "3 x advert 100 ms + skew (256 - 100) / 256 x 100 ms + probe every 10 ms + 2 timers x late by 20 ms = 411 ms",
  });
});

test("a master that leaves is taken over from after the backup's skew alone", (t) => {
  t.is(handoverBound(pair, ["lvs1"], 10)?.ms, 111);
});

test("the skew of version 2 is a part of a second, whatever the interval", (t) => {
  t.is(takeoverBound({ ...pair, version: 2, advertMs: 2_000 }, ["lvs1"], 10)?.ms, 6_660);
});

test("of several backups that of the highest priority is the first", (t) => {
  const three = { ...pair, priorities: { lvs1: 200, lvs2: 150, lvs3: 100 } };
  t.regex(takeoverBound(three, ["lvs1"], 10)?.formula ?? "", /\(256 - 150\)/);
  t.regex(takeoverBound(three, ["lvs1", "lvs2"], 10)?.formula ?? "", /\(256 - 100\)/);
});

test("nobody bounds an outage of all", (t) => {
  t.is(takeoverBound(pair, ["lvs1", "lvs2"], 10), null);
});
