import test from "ava";
import { firstPortAt, portAfter } from "../../scripts/traffic/source-ports.ts";

test("ports go on with the time, and come again after more than two minutes", (t) => {
  const now = Date.UTC(2026, 0, 1);
  t.is(firstPortAt(now + 1_000), portAfter(firstPortAt(now), 400));
  const used = new Set(Array.from({ length: 120 }, (_, second) => firstPortAt(now + second * 1_000)));
  t.is(used.size, 120);
  t.is(firstPortAt(now + 135_000), firstPortAt(now));
});

test("the last port is followed by the first", (t) => {
  t.is(portAfter(63_999, 1), 10_000);
});
