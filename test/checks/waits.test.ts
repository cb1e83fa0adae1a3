import test from "ava";
import { waits } from "../../scripts/checks/waits.ts";
import type { FaultRecord, RequestRecord } from "../../scripts/observe/observation.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import { samplePlan } from "../observe/sample-plan.ts";
import { evidence, request, unanswered } from "./sample-evidence.ts";

const died: FaultRecord = {
  act: "kill",
  fault: { at: 0, kill: "app1" },
  node: "app1",
  at: 2_000,
  doneAt: 2_010,
};
const asked = { after: "app1", "at-most": "bound" } as const;
const failover = { connectMs: 200, answerMs: 300 };
const passing = planWith({ passesTo: ["app"], failover });
const plans = { expectedOf: passing, running: passing };

function planWith(more: Partial<Plan["nodes"][number]>): Plan {
  const plan = samplePlan();
  return { ...plan, nodes: plan.nodes.map((node) => (node.tier === "web" ? { ...node, ...more } : node)) };
}

/** A probe each 20 ms from 1 s to 4 s; after the death every second one waits. */
function probes(waitMs: number): RequestRecord[] {
  return Array.from({ length: 150 }, (_, index) => {
    const startedAt = 1_000 + index * 20;
    const waited = startedAt >= 2_000 && index % 2 === 0;
    return request({ startedAt, endedAt: startedAt + (waited ? waitMs : 5) });
  });
}

test("waits within the timers of Nginx hold, and their sum is shown", (t) => {
  const found = waits.judge(asked, evidence({ requests: probes(310), faults: [died] }, plans));
  t.is(found.outcome, "holds");
  t.is(found.figure, "0.31 s of 0.70 s");
  t.regex(found.expected, /connect 200 ms \+ answer 300 ms \+ the other's answer 200 ms = 700 ms/);
});

test("a probe that waits for longer fails, also one that was under way when the server died", (t) => {
  t.is(waits.judge(asked, evidence({ requests: probes(900), faults: [died] }, plans)).outcome, "fails");
  const early = request({ startedAt: 1_990, endedAt: 2_990 });
  const found = waits.judge(asked, evidence({ requests: [...probes(310), early], faults: [died] }, plans));
  t.is(found.figure, "1.00 s of 0.70 s");
  t.is(found.outcome, "fails");
});

test("an error page fails, however soon it comes", (t) => {
  const error = request({ startedAt: 2_400, status: 502 });
  const found = waits.judge(asked, evidence({ requests: [...probes(310), error], faults: [died] }, plans));
  t.is(found.outcome, "fails");
  t.regex(found.sentence, /1 failed: status 502/);
});

test("nothing is measured without a fault, before it had served, or near to the bound on a busy machine", (t) => {
  t.is(waits.judge(asked, evidence({ requests: probes(310) }, plans)).outcome, "not-measured");
  const late = probes(310).filter(({ startedAt }) => startedAt >= 2_000);
  t.is(waits.judge(asked, evidence({ requests: late, faults: [died] }, plans)).outcome, "not-measured");
  const busy = { requests: probes(690), faults: [died], latenessMs: 50 };
  t.is(waits.judge(asked, evidence(busy, plans)).outcome, "not-measured");
});

test("where nobody asks another server there is no bound, but a time that the lab says is one", (t) => {
  const alone = planWith({ passesTo: ["app"] });
  const without = { expectedOf: alone, running: alone };
  const seen = { requests: [...probes(5), unanswered({ startedAt: 2_100, endedAt: 2_600 })], faults: [died] };
  t.is(waits.judge(asked, evidence(seen, without)).outcome, "not-measured");
  t.is(waits.judge({ ...asked, "at-most": 400 }, evidence(seen, without)).outcome, "fails");
});
