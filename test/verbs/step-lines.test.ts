import test from "ava";
import { plainStyle } from "../../scripts/terminal/style.ts";
import { stepCount, stepLines } from "../../scripts/verbs/step-lines.ts";
import { diffPlans } from "../../stacks/diff/diff-plans.ts";
import { sampleLabFile } from "../run/sample-lab-file.ts";

const SCHEDULER = `
tests:
  - id: served
    claim: Every request is answered.
    send: { http: shop, from: client, requests: 10 }
    expect: { served: { failed: 0 } }
    breaks:
      - with: { services: { shop: { scheduler: rr } }, tiers: { web: { count: 3 } } }
        fails: served
`;

test("an edit is shown as what comes, changes and goes, files by the lines that change", (t) => {
  const file = sampleLabFile(SCHEDULER);
  const labBreak = file.lab.tests[0]?.breaks[0];
  if (labBreak === undefined) throw new Error("Expected a break");
  const steps = diffPlans(file.plan, file.planOf(labBreak));
  const lines = stepLines(steps, file.plan, plainStyle);
  t.true(lines.includes("  + web3  the node: it is new in the lab"));
  const at = lines.findIndex((line) => line.startsWith("  ~ lvs1  file "));
  t.true(lines.slice(at).includes("      - lb_algo wrr"));
  t.true(lines.slice(at).includes("      + lb_algo rr"));
  t.false(lines.some((line) => line.includes("edge1")));
  t.regex(stepCount(steps), /^1 to add, \d to change, 0 to remove$/);
});
