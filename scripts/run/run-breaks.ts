import { isDeepStrictEqual } from "node:util";
import type { LabBreak, Test } from "../../stacks/lab/schema/test.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import type { CheckResult } from "../report/result.ts";
import { type BreakFindings, judgeBreak } from "./judge-break.ts";
import type { LabFile } from "./lab-file.ts";
import { changeInWords, type Ledger, whereOfBreak } from "./ledger.ts";
import { measure, type RunContext } from "./measure.ts";
import { groupByTraffic, namedQuestions, type Question, seenInstead } from "./questions.ts";
import type { Standing } from "./standing.ts";

/** One break of one test. */
interface Case {
  readonly test: Test;
  readonly labBreak: LabBreak;
}

/** Breaks that come to the same plan are applied once. */
interface BreakGroup {
  readonly plan: Plan;
  readonly cases: readonly Case[];
}

/** Takes each cause away, sees that the named check fails, puts it back, and sees that the check holds again. */
export async function runBreaks(
  standing: Standing,
  tests: readonly Test[],
  file: LabFile,
  ledger: Ledger,
  context: RunContext,
): Promise<void> {
  for (const group of groupByPlan(tests, file, ledger)) {
    const findings = await runBreak(standing, group, file, context);
    for (const { test, labBreak } of group.cases) {
      const result = {
        change: changeInWords(labBreak.with),
        fails: labBreak.fails,
        where: whereOfBreak(test, labBreak, file),
        ...judgeBreak(findings(test, labBreak)),
      };
      ledger.broke(labBreak, result);
      context.progress({ kind: "break", id: test.id, ...result });
    }
  }
}

function groupByPlan(tests: readonly Test[], file: LabFile, ledger: Ledger): BreakGroup[] {
  const groups: { plan: Plan; cases: Case[] }[] = [];
  for (const test of tests)
    for (const labBreak of test.breaks) {
      // A check that does not hold in the lab as written cannot be shown to fail for a reason.
      if (!ledger.holds(test, labBreak.fails)) continue;
      const plan = file.planOf(labBreak);
      const known = groups.find((group) => isDeepStrictEqual(group.plan, plan));
      if (known === undefined) groups.push({ plan, cases: [{ test, labBreak }] });
      else known.cases.push({ test, labBreak });
    }
  return groups;
}

/** What was found of each case of the group; the lab is as it was afterwards, also where something went wrong. */
async function runBreak(
  standing: Standing,
  { plan, cases }: BreakGroup,
  file: LabFile,
  context: RunContext,
): Promise<(test: Test, labBreak: LabBreak) => BreakFindings> {
  const named = new Map(cases.map((one) => [one.labBreak, namedQuestions(one.test, one.labBreak, file)]));
  const sees = new Map(cases.map((one) => [one.labBreak, seenInstead(one.test, one.labBreak, plan, file)]));
  const change = changeInWords(cases[0]?.labBreak.with ?? {});
  let steps = 0;
  let broken: ReadonlyMap<Question, CheckResult> = new Map();
  let trouble: ToldError | null = null;
  try {
    context.progress({ kind: "doing", text: `break: ${change}` });
    steps = await standing.become(plan, context.signal);
    broken = await measureAll(standing, [...named.values(), ...sees.values()].flat(), context);
  } catch (error) {
    // A machine that cannot do this break is one thing; a lab that went wrong under it is told as well.
    if (!(error instanceof ToldError) || context.signal.aborted) throw error;
    trouble = error;
  }
  context.progress({ kind: "doing", text: `restore after: ${change}` });
  await standing.restore(context.signal);
  const restored =
    trouble === null ? await measureAll(standing, [...named.values()].flat(), context) : new Map();
  const resultsOf = (questions: readonly Question[] | undefined, from: ReadonlyMap<Question, CheckResult>) =>
    (questions ?? []).flatMap((question) => from.get(question) ?? []);
  return (_test, labBreak) => ({
    fails: labBreak.fails,
    steps,
    trouble: trouble?.message ?? null,
    cannotRunHere: trouble?.exitCode === EXIT.cannotRunHere,
    broken: resultsOf(named.get(labBreak), broken),
    seen: resultsOf(sees.get(labBreak), broken),
    restored: resultsOf(named.get(labBreak), restored),
  });
}

async function measureAll(
  standing: Standing,
  questions: readonly Question[],
  context: RunContext,
): Promise<Map<Question, CheckResult>> {
  const results = new Map<Question, CheckResult>();
  for (const tests of groupByTraffic([...new Set(questions.map((question) => question.test))])) {
    const asked = questions.filter((question) => tests.includes(question.test));
    const measured = await measure(standing.running, asked, context);
    for (const [question, result] of measured.results) results.set(question, result);
  }
  return results;
}
