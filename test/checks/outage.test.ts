import test from "ava";
import { outage } from "../../scripts/checks/outage.ts";
import type { FaultRecord, RequestRecord } from "../../scripts/observe/observation.ts";
import { samplePlan } from "../observe/sample-plan.ts";
import { evidence, request, unanswered } from "./sample-evidence.ts";

const vrrp = {
  version: 3,
  advertMs: 100,
  preempt: false,
  sync: true,
  id: 1,
  priorities: { lvs1: 150, lvs2: 100 },
} as const;
const plain = samplePlan();
const shared = { ...plain, services: plain.services.map((service) => ({ ...service, vrrp })) };
const plans = { expectedOf: shared, running: shared };
const asked = { of: "shop", "at-most": "bound", from: "vrrp" } as const;
const killed: FaultRecord = {
  act: "kill",
  fault: { at: 0, kill: "lvs1" },
  node: "lvs1",
  at: 2_000,
  doneAt: 2_020,
};

/** A probe each 20 ms from 1 s to 5 s; those fail that begin in one of the times given. */
function probes(...out: readonly (readonly [from: number, to: number])[]): RequestRecord[] {
  return Array.from({ length: 200 }, (_, index) => {
    const startedAt = 1_000 + index * 20;
    const isOut = out.some(([from, to]) => startedAt >= from && startedAt < to);
    return isOut ? unanswered({ startedAt }) : request({ startedAt });
  });
}

test("a gap between served probes that is within the backup's timers holds, and their sum is shown", (t) => {
  const found = outage.judge(asked, evidence({ requests: probes([2_000, 2_300]), faults: [killed] }, plans));
  t.is(found.outcome, "holds");
  t.is(found.figure, "0.32 s of 0.42 s");
  t.regex(found.expected, /3 x advert 100 ms \+ skew \(256 - 100\) \/ 256 x 100 ms .* = 421 ms/);
});

test("the longest of several gaps counts, and one above the bound fails", (t) => {
  const requests = probes([1_500, 1_600], [2_000, 3_000], [4_000, 4_040]);
  const found = outage.judge(asked, evidence({ requests, faults: [killed] }, plans));
  t.is(found.outcome, "fails");
  t.is(found.figure, "1.02 s of 0.42 s");
});

test("an outage that never ends fails", (t) => {
  const found = outage.judge(asked, evidence({ requests: probes([2_000, 9_000]), faults: [killed] }, plans));
  t.is(found.outcome, "fails");
  t.regex(found.sentence, /did not end/);
});

test("an orderly stop is held to the skew alone", (t) => {
  const requests = probes([2_000, 2_300]);
  const handover = { ...asked, from: "vrrp-handover" } as const;
  t.is(outage.judge(handover, evidence({ requests, faults: [killed] }, plans)).outcome, "fails");
});

test("a death that no probe met, no vrrp and no served probe are not measured", (t) => {
  t.is(
    outage.judge(asked, evidence({ requests: probes(), faults: [killed] }, plans)).outcome,
    "not-measured",
  );
  const requests = probes([2_000, 2_300]);
  t.is(outage.judge(asked, evidence({ requests, faults: [killed] })).outcome, "not-measured");
  t.is(outage.judge(asked, evidence({ requests: probes([0, 9_000]) }, plans)).outcome, "not-measured");
});

test("a starved machine measures nothing near the bound", (t) => {
  const requests = probes([2_000, 2_380]);
  const found = outage.judge(asked, evidence({ requests, faults: [killed], latenessMs: 60 }, plans));
  t.is(found.outcome, "not-measured");
  t.regex(found.sentence, /machine was busy/);
});

test("after a start only what comes then counts, and one lost probe is one too many", (t) => {
  const none = { of: "shop", after: "start", "at-most": 0 } as const;
  const started: FaultRecord = {
    act: "start",
    fault: { at: 0, start: "lvs1" },
    node: "lvs1",
    at: 3_000,
    doneAt: 3_900,
  };
  const judge = (requests: RequestRecord[]) =>
    outage.judge(none, evidence({ requests, faults: [killed, started] }, plans)).outcome;
  t.is(judge(probes([2_000, 2_300])), "holds");
  t.is(judge(probes([2_000, 2_300], [4_000, 4_020])), "fails");
});
