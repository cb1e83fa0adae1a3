import { isDeepStrictEqual } from "node:util";
import type { Fault, FaultKind } from "../../stacks/lab/schema/fault.ts";
import { isPaced } from "../../stacks/lab/schema/send.ts";
import type { Test } from "../../stacks/lab/schema/test.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import type { Judgement } from "../checks/check.ts";
import { isServed } from "../checks/success.ts";
import type { RunningLab } from "../engines/engine.ts";
import { StarvedError } from "../errors.ts";
import { aftermathOf } from "../faults/put-back.ts";
import { type Company, strictest } from "../gate/gate.ts";
import type { Need, Observation } from "../observe/observation.ts";
import { seriesOf, type TrafficSeries } from "../observe/traffic-series.ts";
import type { CheckResult, Verdict } from "../report/result.ts";
import { stepInWords } from "../report/step-in-words.ts";
import type { Means } from "./means.ts";
import { withBytes } from "./packet-bytes.ts";
import type { RunProgress } from "./progress.ts";
import type { Question } from "./questions.ts";

/** The plan as a fault of a timeline leaves it; undefined where it leaves the plan as it is. */
export type PlanAfter = (fault: Fault) => Plan | undefined;

/** What one lab's run works with. */
export interface RunContext {
  readonly means: Means;
  readonly progress: RunProgress;
  readonly signal: AbortSignal;
}

export interface Measured {
  readonly results: ReadonlyMap<Question, CheckResult>;
  /** What clients saw in the run that a question was judged on; none where no request was sent. */
  readonly traffic: ReadonlyMap<Question, TrafficSeries>;
  readonly captureFile: string | null;
}

const VERDICT_OF = {
  holds: "passed",
  fails: "failed",
  "not-measured": "not-measured",
} as const satisfies Record<Judgement["outcome"], Verdict>;

/**
 * Sends the traffic that the questions' tests share, sees what they ask to see, and judges each question.
 * What could not be measured on a busy machine is measured once more, while nobody else works, and its result says so.
 */
export async function measure(
  lab: RunningLab,
  questions: readonly Question[],
  planAfter: PlanAfter,
  context: RunContext,
): Promise<Measured> {
  const first = await observeAndJudge(lab, questions, { planAfter, alone: false }, context);
  const again = questions.filter((question) => first.results.get(question)?.verdict === "not-measured");
  if (again.length === 0) return first;
  context.progress({
    kind: "told",
    text: `${namesOf(again)}: not measured (${first.results.get(again[0] as Question)?.sentence}); once more`,
  });
  const second = await observeAndJudge(lab, again, { planAfter, alone: true }, context);
  const results = new Map(first.results);
  for (const [question, result] of second.results)
    results.set(question, { ...result, sentence: `${result.sentence} (measured a second time)` });
  const traffic = new Map([...first.traffic, ...second.traffic]);
  return { results, traffic, captureFile: second.captureFile ?? first.captureFile };
}

async function observeAndJudge(
  lab: RunningLab,
  questions: readonly Question[],
  { planAfter, alone }: { readonly planAfter: PlanAfter; readonly alone: boolean },
  { means, progress, signal }: RunContext,
): Promise<Measured> {
  const test = questions[0]?.test;
  if (test === undefined) return { results: new Map(), traffic: new Map(), captureFile: null };
  const running = lab.plan;
  const observing = means.observe({
    lab,
    sends: test.send ?? [],
    timeline: test.timeline,
    planAfter,
    needs: allNeeds(questions, running, means),
    company: alone ? "alone" : companyOf(questions, test, means),
    name: [...new Set(questions.map((question) => question.test.id))].join("+").slice(0, 80),
    signal,
    onWait: () => progress({ kind: "detail", text: "waiting for its turn" }),
  });
  const seen = await observing.catch((error: unknown) => {
    if (error instanceof StarvedError) return error;
    throw error;
  });
  if (seen instanceof StarvedError) return notMeasured(questions, seen.message);
  await putBack(lab, seen, { means, progress, signal });
  const judged = questions.map((question) => {
    const { expectedOf, test: asked } = question;
    return { question, judgement: means.judge(question, { expectedOf, running, test: asked, seen }) };
  });
  const results = new Map<Question, CheckResult>();
  for (const { question, judgement } of await withBytes(judged, seen.captureFile)) {
    const { check, where } = question;
    results.set(question, { ...judgement, check, where, verdict: VERDICT_OF[judgement.outcome] });
  }
  const series = seriesOf(seen, isServed, running);
  const traffic = new Map(series === null ? [] : questions.map((question) => [question, series]));
  return { results, traffic, captureFile: seen.captureFile };
}

function notMeasured(questions: readonly Question[], why: string): Measured {
  const results = new Map(
    questions.map((question): [Question, CheckResult] => [
      question,
      {
        check: question.check,
        where: question.where,
        verdict: "not-measured",
        outcome: "not-measured",
        expected: "as the lab says",
        observed: "nothing",
        figure: "none",
        sentence: `Not measured: ${why}.`,
        look: null,
      },
    ]),
  );
  return { results, traffic: new Map(), captureFile: null };
}

/**
 * Traffic that keeps no pace keeps a processor busy, and goes with no other that is timed. Traffic that does is timed where
 * faults strike meanwhile: whose fault a failure is can be told on an idle machine alone.
 */
function companyOf(questions: readonly Question[], { send = [], timeline }: Test, means: Means): Company {
  const company = strictest(questions.map((question) => means.companyOf(question)));
  if (!send.every(isPaced)) return company === "paced" ? "alone" : company;
  return company === "beside" && timeline.length > 0 ? "paced" : company;
}

/** The union of what all checks need, each once. */
function allNeeds(questions: readonly Question[], running: Plan, means: Means): Need[] {
  const needs: Need[] = [];
  for (const need of questions.flatMap((question) => means.needsOf(question, running)))
    if (!needs.some((known) => isDeepStrictEqual(known, need))) needs.push(need);
  return needs;
}

/** What the timeline left changed is put back, so that the next test meets the lab as it was. */
async function putBack(
  lab: RunningLab,
  { faults }: Observation,
  { means, progress, signal }: RunContext,
): Promise<void> {
  if (faults.length === 0) return;
  const { down } = aftermathOf(faults, lab);
  if (down.length > 0) progress({ kind: "doing", text: `${down.join(", ")} without power: on again` });
  await means.putBack(faults, lab, signal);
  // A loss of power leaves nothing behind: the node is made anew.
  if (faults.every(({ act, fault }) => POWER_ACTS.includes(act) && !("daemon" in fault))) return;
  const residue = await means.drift(lab);
  if (residue.length === 0) return;
  progress({ kind: "told", text: `left by the timeline, put right: ${residue.map(stepInWords).join(", ")}` });
  await means.engine.apply(lab, residue, lab.plan, { progress: () => {}, signal, poolMayLack: true });
}

const POWER_ACTS: readonly FaultKind[] = ["kill", "stop", "start"];

function namesOf(questions: readonly Question[]): string {
  return [...new Set(questions.map((question) => `${question.test.id} ${question.check}`))].join(", ");
}
