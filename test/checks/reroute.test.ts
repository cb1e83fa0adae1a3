import test from "ava";
import type { Evidence } from "../../scripts/checks/check.ts";
import { reroute } from "../../scripts/checks/reroute.ts";
import type { FaultRecord } from "../../scripts/observe/observation.ts";
import type { Fault } from "../../stacks/lab/schema/fault.ts";
import { test as testSchema } from "../../stacks/lab/schema/test.ts";
import { samplePlan } from "../observe/sample-plan.ts";
import { evidence, request, unanswered } from "./sample-evidence.ts";

const within = { around: "lvs1", within: "bound" } as const;
const DIED_AT = 1_000;

/** Probes every 10 ms for 4 s after a fault; those at these times, counted from it, fail. */
function seen(
  act: "kill" | "stop",
  failedAfterMs: readonly number[],
  { expects = act, latenessMs = 1 }: { expects?: "kill" | "stop"; latenessMs?: number } = {},
): Evidence {
  const struck: Fault = act === "kill" ? { at: 0, kill: "lvs1" } : { at: 0, stop: "lvs1" };
  const fault: FaultRecord = { act, fault: struck, node: "lvs1", at: DIED_AT, doneAt: DIED_AT + 150 };
  const requests = Array.from({ length: 400 }, (_, index) => index * 10).map((afterMs) =>
    (failedAfterMs.includes(afterMs) ? unanswered : request)({ startedAt: DIED_AT + afterMs }),
  );
  const plan = samplePlan({
    announcement: { while: "served", bfd: { intervalMs: 100, multiplier: 3 } },
  });
  const asked = testSchema.parse({
    id: "sample",
    claim: "what is to be proven",
    send: { probe: "shop", from: "client1", for: "4s" },
    timeline: [{ at: "0s", [expects]: "lvs1" }],
    expect: {},
  });
  const given = evidence({ requests, faults: [fault], latenessMs }, { expectedOf: plan, running: plan });
  return { ...given, test: asked };
}

test("failures of a dead director's connections end within the detection time", (t) => {
  const found = reroute.judge(within, seen("kill", [40, 130, 330]));
  t.is(found.outcome, "holds");
  t.is(found.figure, "0.29 s of 0.40 s");
  t.regex(found.expected, /multiplier 3 x interval 100 ms/);
  t.is(reroute.judge(within, seen("kill", [40, 130, 900])).outcome, "fails");
});

test("a director that stops in order says so, and has less time", (t) => {
  t.is(reroute.judge(within, seen("stop", [120, 150])).outcome, "holds");
  t.is(reroute.judge(within, seen("stop", [120, 420])).outcome, "fails");
  t.is(reroute.judge(within, seen("stop", [])).outcome, "holds");
});

test("what is expected is told by the test's own fault, also where a break strikes harder", (t) => {
  t.is(reroute.judge(within, seen("kill", [20, 310], { expects: "stop" })).outcome, "fails");
});

test("a death by which no probe failed shows nothing", (t) => {
  const found = reroute.judge(within, seen("kill", []));
  t.is(found.outcome, "not-measured");
  t.regex(found.sentence, /none went over it/);
});

test("on a busy machine failures prove nothing: living directors are taken for dead as well", (t) => {
  t.is(reroute.judge(within, seen("kill", [40, 430], { latenessMs: 50 })).outcome, "not-measured");
  t.is(reroute.judge(within, seen("kill", [40, 3_000], { latenessMs: 50 })).outcome, "not-measured");
  t.is(reroute.judge(within, seen("kill", [40, 3_000], { latenessMs: 20 })).outcome, "fails");
});

test("without BFD, or without the fault, there is nothing to measure", (t) => {
  const plan = samplePlan({ announcement: { while: "served", bfd: null } });
  t.is(reroute.judge(within, { ...seen("kill", [40]), expectedOf: plan }).outcome, "not-measured");
  const { seen: observed, ...rest } = seen("kill", [40]);
  t.is(reroute.judge(within, { ...rest, seen: { ...observed, faults: [] } }).outcome, "not-measured");
});
