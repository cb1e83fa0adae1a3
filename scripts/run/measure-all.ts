import type { TrafficSeries } from "../observe/traffic-series.ts";
import type { CheckResult } from "../report/result.ts";
import { type Measured, measure, type PlanAfter, type RunContext } from "./measure.ts";
import { groupByTraffic, type Question } from "./questions.ts";
import type { Standing } from "./standing.ts";

/** Measures questions of several tests, in as few runs of traffic as these share. */
export async function measureAll(
  standing: Standing,
  questions: readonly Question[],
  planAfter: PlanAfter,
  context: RunContext,
): Promise<Pick<Measured, "results" | "traffic">> {
  const results = new Map<Question, CheckResult>();
  const traffic = new Map<Question, TrafficSeries>();
  for (const tests of groupByTraffic([...new Set(questions.map((question) => question.test))])) {
    const asked = questions.filter((question) => tests.includes(question.test));
    const measured = await measure(standing.running, asked, planAfter, context);
    for (const [question, result] of measured.results) results.set(question, result);
    for (const [question, series] of measured.traffic) traffic.set(question, series);
  }
  return { results, traffic };
}
