import test from "ava";
import type { Company } from "../../scripts/gate/gate.ts";
import { measure } from "../../scripts/run/measure.ts";
import { questionsOf } from "../../scripts/run/questions.ts";
import { sampleLabFile } from "./sample-lab-file.ts";
import { runningLab, type Script, scriptedMeans } from "./scripted-means.ts";

/** Beside what the traffic of a test goes, where its checks would go beside anything. */
async function companyOfTraffic(send: string, timeline: string, script: Script = {}): Promise<Company[]> {
  const file = sampleLabFile(`
tests:
  - id: served
    claim: Every request is answered.
    send: ${send}
    timeline: ${timeline}
    expect: { served: { failed: 0 } }
    breaks:
      - with: { services: { shop: { scheduler: rr } } }
        fails: served
`);
  const { means } = scriptedMeans(script);
  const seen: Company[] = [];
  const observe: typeof means.observe = (request) => {
    seen.push(request.company);
    return means.observe(request);
  };
  const context = {
    means: { ...means, observe },
    progress: () => {},
    signal: new AbortController().signal,
  };
  const questions = file.lab.tests.flatMap((one) => questionsOf(one, file));
  await measure(runningLab(file.plan), questions, () => undefined, context);
  return seen;
}

const PROBES = "{ probe: shop, from: client, every: 20ms, for: 1s }";
const FAST = "{ download: shop, from: client, size: 10MB, rate: 100mbit, connections: 1 }";

test("paced traffic is timed where faults strike meanwhile, and goes beside anything where none do", async (t) => {
  t.deepEqual(await companyOfTraffic(PROBES, "[{ at: 500ms, kill: web1 }]"), ["paced"]);
  t.deepEqual(await companyOfTraffic(PROBES, "[]"), ["beside"]);
});

test("traffic that keeps no pace is not timed by the clock of its faults", async (t) => {
  t.deepEqual(await companyOfTraffic(FAST, "[{ at: 500ms, kill: web1 }]"), ["beside"]);
});

test("what a busy machine did not let be measured is measured again while nobody else works", async (t) => {
  let asked = 0;
  const judge: Script["judge"] = () => {
    asked += 1;
    return asked === 1 ? "not-measured" : "holds";
  };
  t.deepEqual(await companyOfTraffic(PROBES, "[{ at: 500ms, kill: web1 }]", { judge }), ["paced", "alone"]);
});
