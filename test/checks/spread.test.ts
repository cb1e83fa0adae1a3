import test from "ava";
import { spread } from "../../scripts/checks/spread.ts";
import { samplePlan } from "../observe/sample-plan.ts";
import { evidence, request, unanswered } from "./sample-evidence.ts";

const byWeights = { by: "web", like: "weights", within: 0.05 } as const;
const served = (node: string, times: number) =>
  Array.from({ length: times }, () => request({ servedBy: [node, "app1"] }));

test("shares like the weights hold", (t) => {
  const found = spread.judge(
    byWeights,
    evidence({ requests: [...served("web1", 45), ...served("web2", 15)] }),
  );
  t.is(found.outcome, "holds");
  t.is(found.expected, "web1 75%, web2 25% (within 5%)");
  t.is(found.figure, "45/15");
});

test("even shares are not those of unequal weights, and the other way round", (t) => {
  const even = evidence({ requests: [...served("web1", 30), ...served("web2", 30)] });
  t.is(spread.judge(byWeights, even).outcome, "fails");
  t.is(spread.judge({ ...byWeights, like: "even" }, even).outcome, "holds");
  const weighted = evidence({ requests: [...served("web1", 45), ...served("web2", 15)] });
  t.is(spread.judge({ ...byWeights, like: "even" }, weighted).outcome, "fails");
});

test("a share right on its border holds, and one beyond it fails", (t) => {
  const at = (first: number) =>
    evidence({ requests: [...served("web1", first), ...served("web2", 100 - first)] });
  t.is(spread.judge(byWeights, at(80)).outcome, "holds");
  t.is(spread.judge(byWeights, at(81)).outcome, "fails");
});

test("a later request on a kept connection was not scheduled, and does not count", (t) => {
  const kept = Array.from({ length: 50 }, () => request({ servedBy: ["web2"], reused: true }));
  const found = spread.judge(
    byWeights,
    evidence({ requests: [...served("web1", 3), ...served("web2", 1), ...kept] }),
  );
  t.is(found.outcome, "holds");
  t.is(found.figure, "3/1");
});

test("the weights are those of the lab as it is expected, not of the one that runs", (t) => {
  const running = samplePlan();
  const expectedOf = samplePlan({
    servers: [
      { node: "web1", address: "10.10.0.11", port: 80, weight: 1 },
      { node: "web2", address: "10.10.0.12", port: 80, weight: 1 },
    ],
  });
  const requests = [...served("web1", 45), ...served("web2", 15)];
  t.is(spread.judge(byWeights, evidence({ requests }, { expectedOf, running })).outcome, "fails");
});

test("it fails where nothing was served", (t) => {
  const found = spread.judge(byWeights, evidence({ requests: [unanswered()] }));
  t.is(found.outcome, "fails");
  t.is(found.sentence, "No new connection was served by web.");
});
