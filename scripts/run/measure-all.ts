import type { CheckResult } from "../report/result.ts";
import { measure, type PlanAfter, type RunContext } from "./measure.ts";
import { groupByTraffic, type Question } from "./questions.ts";
import type { Standing } from "./standing.ts";

/** Measures questions of several tests, in as few runs of traffic as these share. */
export async function measureAll(
  standing: Standing,
  questions: readonly Question[],
  planAfter: PlanAfter,
  context: RunContext,
): Promise<Map<Question, CheckResult>> {
  const results = new Map<Question, CheckResult>();
  for (const tests of groupByTraffic([...new Set(questions.map((question) => question.test))])) {
    const asked = questions.filter((question) => tests.includes(question.test));
    const measured = await measure(standing.running, asked, planAfter, context);
    for (const [question, result] of measured.results) results.set(question, result);
  }
  return results;
}
