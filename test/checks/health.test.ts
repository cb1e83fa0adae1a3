import test from "ava";
import { errorsStop } from "../../scripts/checks/errors-stop.ts";
import { returns } from "../../scripts/checks/returns.ts";
import type { FaultRecord, RequestRecord } from "../../scripts/observe/observation.ts";
import { samplePlan } from "../observe/sample-plan.ts";
import { evidence, request, unanswered } from "./sample-evidence.ts";

const died: FaultRecord = {
  act: "kill",
  fault: { at: 0, kill: "web1" },
  node: "web1",
  at: 10_000,
  doneAt: 10_020,
};
const started: FaultRecord = {
  act: "start",
  fault: { at: 0, start: "web1" },
  node: "web1",
  at: 13_000,
  doneAt: 13_300,
};
const asked = { after: "web1", within: "bound" } as const;
const back = { node: "web1", within: "bound" } as const;

/** A probe each 20 ms for 7 s; web1 fails until `failsUntil` and serves from `servesFrom` on. */
function probes(failsUntil: number, servesFrom = 14_000): RequestRecord[] {
  return Array.from({ length: 350 }, (_, index) => {
    const startedAt = 9_500 + index * 20;
    if (startedAt >= 10_000 && startedAt < failsUntil && index % 2 === 0) return unanswered({ startedAt });
    const isBack = startedAt >= servesFrom || startedAt < 10_000;
    return request({ startedAt, servedBy: [isBack && index % 2 === 0 ? "web1" : "web2"] });
  });
}

test("failures that end within the checker's bound hold, and the bound's sum is shown", (t) => {
  const found = errorsStop.judge(asked, evidence({ requests: probes(10_700), faults: [died, started] }));
  t.is(found.outcome, "holds");
  t.is(found.figure, "0.64 s of 1.04 s");
  t.regex(found.expected, /every 500 ms \+ .*timeout 500 ms .*= 1040 ms/);
});

test("failures that go on fail, and those after the return do not count", (t) => {
  const late = [...probes(12_500), unanswered({ startedAt: 15_000 })];
  const found = errorsStop.judge(asked, evidence({ requests: late, faults: [died, started] }));
  t.is(found.outcome, "fails");
  t.is(found.figure, "2.44 s of 1.04 s");
  const only = [...probes(10_700), unanswered({ startedAt: 15_000 })];
  t.is(errorsStop.judge(asked, evidence({ requests: only, faults: [died, started] })).outcome, "holds");
});

test("the bound is that of the lab as it is expected, also where the running lab has no health check", (t) => {
  const seen = { requests: probes(13_000), faults: [died, started] };
  const found = errorsStop.judge(asked, evidence(seen, { running: samplePlan({ check: null }) }));
  t.is(found.outcome, "fails");
});

test("no failure at all holds, and is said", (t) => {
  const found = errorsStop.judge(asked, evidence({ requests: probes(10_000), faults: [died, started] }));
  t.is(found.outcome, "holds");
  t.is(found.figure, "0.00 s of 1.04 s");
  t.regex(found.sentence, /^Not one of \d+ probes failed after web1 died\.$/);
});

test("what could not be seen is not measured: no death, no bound, too short a time, nobody served", (t) => {
  const requests = probes(10_700);
  t.is(errorsStop.judge(asked, evidence({ requests })).outcome, "not-measured");
  const noCheck = { expectedOf: samplePlan({ check: null }) };
  t.is(
    errorsStop.judge(asked, evidence({ requests, faults: [died, started] }, noCheck)).outcome,
    "not-measured",
  );
  const soon = [died, { ...started, at: 10_900 }];
  t.is(errorsStop.judge(asked, evidence({ requests, faults: soon })).outcome, "not-measured");
  const cut = requests.filter(({ startedAt }) => startedAt < 10_700);
  t.is(errorsStop.judge(asked, evidence({ requests: cut, faults: [died, started] })).outcome, "not-measured");
});

test("the death of a node that served nothing before shows nothing", (t) => {
  const requests = probes(10_000).filter(
    ({ startedAt, servedBy }) => startedAt >= 10_000 || servedBy[0] !== "web1",
  );
  const found = errorsStop.judge(asked, evidence({ requests, faults: [died, started] }));
  t.is(found.outcome, "not-measured");
  t.regex(found.sentence, /served nothing before it died/);
});

test("a starved machine measures nothing near the bound, and still measures what is far from it", (t) => {
  const faults = [died, started];
  const near = errorsStop.judge(asked, evidence({ requests: probes(11_040), faults, latenessMs: 60 }));
  t.is(near.outcome, "not-measured");
  t.regex(near.sentence, /machine was busy/);
  t.is(
    errorsStop.judge(asked, evidence({ requests: probes(10_500), faults, latenessMs: 60 })).outcome,
    "holds",
  );
  t.is(
    errorsStop.judge(asked, evidence({ requests: probes(11_200), faults, latenessMs: 60 })).outcome,
    "not-measured",
  );
  t.is(
    errorsStop.judge(asked, evidence({ requests: probes(12_500), faults, latenessMs: 60 })).outcome,
    "fails",
  );
});

test("a node that serves again within boot and check holds", (t) => {
  const found = returns.judge(back, evidence({ requests: probes(10_700, 14_000), faults: [died, started] }));
  t.is(found.outcome, "holds");
  t.regex(found.figure, /^1\.\d\d s of \d\.\d\d s$/);
  t.regex(found.expected, /boot \d+ ms/);
});

test("a node that serves too late, or never, fails", (t) => {
  const faults = [died, started];
  const literal = { node: "web1", within: 800 };
  t.is(returns.judge(literal, evidence({ requests: probes(10_700, 14_500), faults })).outcome, "fails");
  const never = returns.judge(back, evidence({ requests: probes(10_700, 99_000), faults }));
  t.is(never.outcome, "fails");
  t.regex(never.figure, /^none of/);
});

test("probes that end before the bound leave the return unmeasured", (t) => {
  const short = probes(10_700, 99_000).filter(({ startedAt }) => startedAt < 14_000);
  t.is(returns.judge(back, evidence({ requests: short, faults: [died, started] })).outcome, "not-measured");
  t.is(returns.judge(back, evidence({ requests: probes(10_700), faults: [died] })).outcome, "not-measured");
});
