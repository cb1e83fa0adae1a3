import { isDeepStrictEqual } from "node:util";
import type { LabBreak, Test } from "../../stacks/lab/schema/test.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import type { CheckResult } from "../report/result.ts";
import { judgeBreak } from "./judge-break.ts";
import type { LabFile } from "./lab-file.ts";
import { breakInWords, type Ledger, whereOfBreak } from "./ledger.ts";
import { measure, type PlanAfter, type RunContext } from "./measure.ts";
import { groupByTraffic, namedQuestions, type Question, seenInstead } from "./questions.ts";
import type { Standing } from "./standing.ts";

/** One break of one test. */
interface Case {
  readonly test: Test;
  readonly labBreak: LabBreak;
  /** The named check, as the lab is written. */
  readonly named: readonly Question[];
  /** What is seen instead, as the lab is broken. */
  readonly seen: readonly Question[];
}

/** Breaks that come to the same plan are applied once. */
interface BreakGroup {
  readonly plan: Plan;
  readonly cases: readonly Case[];
}

/** What was found while a group's cause was away, and right after it was put back. */
interface BrokenFindings {
  /** How many steps the change came to on the running lab. */
  readonly steps: number;
  readonly results: ReadonlyMap<Question, CheckResult>;
  /** Why it could not be carried out. */
  readonly trouble: ToldError | null;
  /** What the nodes say of themselves that is not as planned, once the lab was restored. */
  readonly residue: readonly string[];
}

/**
 * Takes each cause away, sees that the named check fails, and puts it back. After each the nodes themselves must say
 * that the lab is as it was; that the checks hold again is then seen by one run of traffic for all breaks that share it.
 */
export async function runBreaks(
  standing: Standing,
  tests: readonly Test[],
  file: LabFile,
  ledger: Ledger,
  context: RunContext,
): Promise<void> {
  for (const groups of byTraffic(groupByPlan(tests, file, ledger))) {
    const found = new Map<BreakGroup, BrokenFindings>();
    for (const group of groups) found.set(group, await takeAway(standing, group, file, context));
    const tried = groups.filter((group) => found.get(group)?.trouble === null);
    const again = tried.flatMap(({ cases }) => cases.flatMap(({ named }) => named));
    if (again.length > 0)
      context.progress({ kind: "doing", text: `${namesOf(again)}: the same traffic on the restored lab` });
    const restored = await measureAll(standing, again, (fault) => file.planAfter(fault, null), context);
    for (const [{ cases }, findings] of found)
      for (const one of cases) tell(one, findings, restored, file, ledger, context);
  }
}

function groupByPlan(tests: readonly Test[], file: LabFile, ledger: Ledger): BreakGroup[] {
  const groups: { plan: Plan; cases: Case[] }[] = [];
  for (const test of tests)
    for (const labBreak of test.breaks) {
      // A check that does not hold in the lab as written cannot be shown to fail for a reason.
      if (!ledger.holds(test, labBreak.fails)) continue;
      const plan = file.planOf(labBreak);
      const named = namedQuestions(test, labBreak, file);
      const one = { test, labBreak, named, seen: seenInstead(test, labBreak, plan, file) };
      // Other faults make another run of traffic, also where the lab stays as it is.
      const known = groups.find(
        (group) =>
          isDeepStrictEqual(group.plan, plan) &&
          isDeepStrictEqual(group.cases[0]?.labBreak.timeline, labBreak.timeline),
      );
      if (known === undefined) groups.push({ plan, cases: [one] });
      else known.cases.push(one);
    }
  return groups;
}

/** Groups whose first tests share their traffic stand together, so that they can share the run on the restored lab. */
function byTraffic(groups: readonly BreakGroup[]): BreakGroup[][] {
  const firstOf = new Map(
    groups.flatMap((group) => group.cases.slice(0, 1).map(({ test }) => [group, test])),
  );
  return groupByTraffic([...new Set(firstOf.values())]).map((tests) =>
    groups.filter((group) => tests.some((test) => test === firstOf.get(group))),
  );
}

/** The lab is as it was afterwards, also where something went wrong. */
async function takeAway(
  standing: Standing,
  { plan, cases }: BreakGroup,
  file: LabFile,
  context: RunContext,
): Promise<BrokenFindings> {
  const [first] = cases;
  const change = first === undefined ? "nothing" : breakInWords(first.labBreak);
  let steps = 0;
  let results: ReadonlyMap<Question, CheckResult> = new Map();
  let trouble: ToldError | null = null;
  try {
    context.progress({ kind: "doing", text: `break: ${change}` });
    steps = await standing.become(plan, context.signal);
    results = await measureStruck(standing, cases, planAfterIn(cases, file), context);
  } catch (error) {
    // A machine that cannot do this break is one thing; a lab that went wrong under it is told as well.
    if (!(error instanceof ToldError) || context.signal.aborted) throw error;
    trouble = error;
  }
  context.progress({ kind: "doing", text: `restore after: ${change}` });
  const residue = await standing.restore(context.signal);
  return { steps, results, trouble, residue };
}

/** The plans that faults come to, each as its own break has changed the lab before. */
function planAfterIn(cases: readonly Case[], file: LabFile): PlanAfter {
  return (fault) => {
    const own = cases.find(({ test, labBreak }) => (labBreak.timeline ?? test.timeline).includes(fault));
    return own && file.planAfter(fault, own.labBreak);
  };
}

/** Measures the cases' questions while the faults of their breaks strike, where these have some of their own. */
async function measureStruck(
  standing: Standing,
  cases: readonly Case[],
  planAfter: PlanAfter,
  context: RunContext,
): Promise<Map<Question, CheckResult>> {
  const asked = cases.flatMap(({ test, labBreak: { timeline }, named, seen }) => {
    const struck = timeline === undefined ? test : { ...test, timeline };
    return [...named, ...seen].map((question) => ({ question, put: { ...question, test: struck } }));
  });
  const results = await measureAll(
    standing,
    asked.map(({ put }) => put),
    planAfter,
    context,
  );
  return new Map(
    asked.flatMap(({ question, put }) => {
      const result = results.get(put);
      return result === undefined ? [] : [[question, result] as const];
    }),
  );
}

async function measureAll(
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

function tell(
  { test, labBreak, named, seen }: Case,
  { steps, results, trouble, residue }: BrokenFindings,
  restored: ReadonlyMap<Question, CheckResult>,
  file: LabFile,
  ledger: Ledger,
  { progress }: RunContext,
): void {
  const resultsOf = (questions: readonly Question[], from: ReadonlyMap<Question, CheckResult>) =>
    questions.flatMap((question) => from.get(question) ?? []);
  const result = {
    change: breakInWords(labBreak),
    fails: labBreak.fails,
    where: whereOfBreak(test, labBreak, file),
    ...judgeBreak({
      fails: labBreak.fails,
      // Other faults are a change as well.
      steps: steps + (labBreak.timeline?.length ?? 0),
      trouble: trouble?.message ?? null,
      cannotRunHere: trouble?.exitCode === EXIT.cannotRunHere,
      residue,
      broken: resultsOf(named, results),
      seen: resultsOf(seen, results),
      restored: resultsOf(named, restored),
    }),
  };
  ledger.broke(labBreak, result);
  progress({ kind: "break", id: test.id, ...result });
}

function namesOf(questions: readonly Question[]): string {
  return [...new Set(questions.map(({ test }) => test.id))].join(", ");
}
