import test from "ava";
import { survive } from "../../scripts/checks/survive.ts";
import type { FaultRecord } from "../../scripts/observe/observation.ts";
import { evidence, request, unanswered } from "./sample-evidence.ts";

const faults: FaultRecord[] = [
  { act: "kill", fault: { at: 0, kill: "lvs1" }, node: "lvs1", at: 2_000, doneAt: 2_020 },
];
const all = { of: "shop", connections: "all" } as const;
const long = { startedAt: 1_000, endedAt: 4_000, download: true };
const whole = request(long);
const cut = unanswered({ ...long, endedAt: 2_100, error: "connection reset" });

test("downloads that were open at the fault and came to their end survived it", (t) => {
  const found = survive.judge(all, evidence({ requests: [whole, whole], faults }));
  t.is(found.outcome, "holds");
  t.is(found.figure, "2 of 2 connections");
});

test("one that broke off fails, and its cause is told", (t) => {
  const found = survive.judge(all, evidence({ requests: [whole, cut], faults }));
  t.is(found.outcome, "fails");
  t.regex(found.sentence, /1 of 2 open downloads came to the end.*connection reset/);
});

test("that none survives can be expected as well", (t) => {
  const none = { of: "shop", connections: 0 } as const;
  t.is(survive.judge(none, evidence({ requests: [cut, cut], faults })).outcome, "holds");
  t.is(survive.judge(none, evidence({ requests: [cut, whole], faults })).outcome, "fails");
});

test("what was over before the fault, began after it, or was no download shows nothing", (t) => {
  const before = request({ ...long, endedAt: 1_900 });
  const after = request({ ...long, startedAt: 2_500 });
  const probe = request({ startedAt: 1_990, endedAt: 2_010 });
  const found = survive.judge(all, evidence({ requests: [before, after, probe], faults }));
  t.is(found.outcome, "not-measured");
});

test("where one broke off before the fault, those that were left show nothing of it", (t) => {
  const early = unanswered({ ...long, endedAt: 1_700, error: "connection reset" });
  for (const others of [[whole], [whole, cut]]) {
    const found = survive.judge(all, evidence({ requests: [early, ...others], faults }));
    t.is(found.outcome, "not-measured");
    t.regex(found.sentence, /1 download from shop broke off before a fault struck/);
  }
});
