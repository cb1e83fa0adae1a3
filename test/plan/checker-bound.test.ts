import test from "ava";
import { removalBound, returnBound } from "../../stacks/plan/checker-bound.ts";

const check = { kind: "http", path: "/healthz", everyMs: 500, timeoutMs: 400, failures: 3 } as const;

test("a dead server is removed after as many waits and time-outs as checks must fail", (t) => {
  t.deepEqual(removalBound(check), {
    ms: 2_820,
    formula: "3 failures x every 500 ms + 3 failures x timeout 400 ms + 6 timers x late by 20 ms = 2820 ms",
  });
});

test("a server that is back is added after a check that times out, a wait, and a lost ARP question", (t) => {
  t.deepEqual(returnBound(check), {
    ms: 1_960,
    formula: "timeout 400 ms + every 500 ms + ARP 1000 ms + 3 timers x late by 20 ms = 1960 ms",
  });
});
