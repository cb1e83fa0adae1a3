import test from "ava";
import { latency } from "../../scripts/checks/latency.ts";
import { samplePlan } from "../observe/sample-plan.ts";
import { evidence, request, unanswered } from "./sample-evidence.ts";

const sample = samplePlan();
const delayed = {
  ...sample,
  segments: sample.segments.map((segment) =>
    segment.name === "apps" ? { ...segment, delayMs: 100 } : segment,
  ),
};
const judge = (tookMs: readonly number[], latenessMs = 1) =>
  latency.judge(
    { over: "apps", "round-trips": 1 },
    evidence(
      { requests: tookMs.map((ms) => request({ startedAt: 1_000, endedAt: 1_000 + ms })), latenessMs },
      { expectedOf: delayed, running: delayed },
    ),
  );

test("the median request takes as many whole delays as expected", (t) => {
  const found = judge([205, 104, 106, 105, 103]);
  t.is(found.outcome, "holds");
  t.is(found.figure, "median 105 ms, 1.05 x 100 ms");
});

test("a round trip more fails, and one less too", (t) => {
  t.is(judge([205, 204, 206]).outcome, "fails");
  t.is(judge([5, 4, 6]).outcome, "fails");
});

test("a machine that was busy for most of the requests did not measure", (t) => {
  t.is(judge([105, 106, 220, 240, 230], 140).outcome, "not-measured");
  t.is(judge([105, 106, 220, 240, 230], 3).outcome, "fails");
  t.is(judge([205, 206, 220, 240, 230], 140).outcome, "fails");
});

test("without a served request nothing is proven", (t) => {
  const plans = { expectedOf: delayed, running: delayed };
  const asked = { over: "apps", "round-trips": 1 };
  t.is(latency.judge(asked, evidence({ requests: [unanswered()] }, plans)).outcome, "fails");
});
