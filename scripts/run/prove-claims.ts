import type { Test } from "../../stacks/lab/schema/test.ts";
import { EXIT } from "../exit-codes.ts";
import type { CheckResult } from "../report/result.ts";
import { worst } from "../report/verdict.ts";
import type { BreakCase, BreakGroup } from "./break-cases.ts";
import { judgeBreak } from "./judge-break.ts";
import type { LabFile } from "./lab-file.ts";
import { breakInWords, type Ledger, whereOfBreak } from "./ledger.ts";
import { type Measured, measure, type RunContext } from "./measure.ts";
import type { Phase } from "./phases.ts";
import { groupByTraffic, questionsOf } from "./questions.ts";
import type { Round } from "./rounds.ts";
import type { RoundsLeft } from "./rounds-left.ts";
import type { Standing } from "./standing.ts";
import { type BrokenFindings, takeAway } from "./take-away.ts";
import { trafficInWords } from "./traffic-in-words.ts";

export interface Proof {
  readonly standing: Standing;
  readonly file: LabFile;
  /** What is found goes there as it is found. */
  readonly ledger: Ledger;
  readonly context: RunContext;
  readonly enter: (phase: Phase) => void;
}

/**
 * Proves claims, a round at a time, until none is left. Each cause is taken away and put back first, so that the run of traffic on the lab as
 * written does two things: it proves the claims, and it shows that the checks which failed without their cause hold with it.
 */
export async function proveClaims(rounds: RoundsLeft, proof: Proof): Promise<void> {
  for (let round = rounds.take(); round !== undefined; round = rounds.take())
    try {
      await proveRound(round, proof);
    } catch (error) {
      rounds.giveBack(round);
      throw error;
    }
}

async function proveRound({ tests, breaks }: Round, proof: Proof): Promise<void> {
  const { standing, file, context } = proof;
  const found = new Map<BreakGroup, BrokenFindings>();
  if (breaks.length > 0) proof.enter("breaks");
  for (const group of breaks) found.set(group, await takeAway(standing, group, file, context));
  proof.enter("tests");
  const restored = new Map<Test, readonly CheckResult[]>();
  for (const group of groupByTraffic(tests))
    for (const [test, results] of await prove(group, found.size > 0, proof)) restored.set(test, results);
  for (const [{ cases }, findings] of found)
    for (const one of cases) judge(one, findings, restored.get(one.test) ?? [], proof);
}

/**
 * Measures the claims of one run of traffic on the lab as written. Gives what was found on the restored lab; where that
 * fails, a lab that was built anew tells whether the claim is false or the lab was not as before.
 */
async function prove(
  tests: readonly Test[],
  wasBroken: boolean,
  { standing, file, ledger, context }: Proof,
): Promise<ReadonlyMap<Test, readonly CheckResult[]>> {
  const begun = performance.now();
  const questions = tests.flatMap((test) => questionsOf(test, file));
  const names = tests.map(({ id }) => id).join(", ");
  context.progress({ kind: "doing", text: `${names}: ${trafficInWords(tests[0])}` });
  const asWritten = () =>
    measure(standing.running, questions, (fault) => file.planAfter(fault, null), context);
  const first = await asWritten();
  const doubtful =
    wasBroken &&
    standing.canBeRebuilt &&
    [...first.results.values()].some(({ verdict }) => verdict === "failed");
  if (doubtful) await standing.rebuild(`${names}: does not hold on the restored lab`, context.signal);
  const { results, traffic, captureFile } = doubtful ? await asWritten() : first;
  const durationMs = Math.round(performance.now() - begun);
  const resultsOf = (test: Test, from: Measured["results"]) =>
    questions.filter((question) => question.test === test).flatMap((question) => from.get(question) ?? []);
  for (const test of tests) {
    const checks = resultsOf(test, results);
    const [seen] = questions.flatMap((question) =>
      question.test === test ? (traffic.get(question) ?? []) : [],
    );
    ledger.checked(test, { checks, traffic: seen ?? null, captureFile, durationMs });
    const verdict = worst(checks.map((check) => check.verdict));
    context.progress({ kind: "claim", id: test.id, verdict, checks });
  }
  return new Map(tests.map((test) => [test, resultsOf(test, first.results)]));
}

function judge(
  { test, labBreak, named, seen }: BreakCase,
  { steps, results, traffic, trouble, residue }: BrokenFindings,
  restored: readonly CheckResult[],
  { file, ledger, context }: Proof,
): void {
  // A check that does not hold in the lab as written cannot be shown to fail for a reason.
  if (!ledger.holds(test, labBreak.fails)) return;
  const result = {
    change: breakInWords(labBreak),
    fails: labBreak.fails,
    traffic: named.flatMap((question) => traffic.get(question) ?? [])[0] ?? null,
    where: whereOfBreak(test, labBreak, file),
    ...judgeBreak({
      fails: labBreak.fails,
      // Other faults are a change as well.
      steps: steps + (labBreak.timeline?.length ?? 0),
      trouble: trouble?.message ?? null,
      cannotRunHere: trouble?.exitCode === EXIT.cannotRunHere,
      residue,
      broken: named.flatMap((question) => results.get(question) ?? []),
      seen: seen.flatMap((question) => results.get(question) ?? []),
      restored: restored.filter((result) => result.check === labBreak.fails),
    }),
  };
  ledger.broke(labBreak, result);
  context.progress({ kind: "break", id: test.id, ...result });
}
