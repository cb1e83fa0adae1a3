import { MARKS } from "./marks.ts";
import type { BreakResult, CheckResult, LabResult, TestResult, Verdict } from "./result.ts";

/** One thing that is not as it should be. */
export interface Trouble {
  readonly verdict: Verdict;
  readonly id: string;
  readonly message: string;
  readonly where: string;
  /** Notes beneath, each with its name. */
  readonly notes: readonly (readonly [string, string | null])[];
}

/** What is not as it should be in a lab: its own trouble, then checks and breaks in the lab file's order. */
export function troublesOf(lab: LabResult): Trouble[] {
  return [
    ...(lab.error === null ? [] : [labTrouble(lab, lab.error)]),
    ...lab.tests.flatMap((test) => [
      ...test.checks.filter(isWrong).map((check) => checkTrouble(lab, test, check)),
      ...test.breaks
        // What the lab's own trouble kept from being tried is told by that trouble.
        .filter((result) => isWrong(result) && (lab.error === null || result.note !== lab.error))
        .map((result) => breakTrouble(lab, test, result)),
    ]),
  ];
}

function isWrong({ verdict, note }: { verdict: Verdict; note?: string | null }): boolean {
  return verdict !== "passed" && !(verdict === "skipped" && note === null);
}

function labTrouble(lab: LabResult, error: string): Trouble {
  const verdict = lab.verdict === "passed" ? "failed" : lab.verdict;
  return { verdict, id: lab.lab, message: error, where: lab.source, notes: [] };
}

function checkTrouble(lab: LabResult, test: TestResult, check: CheckResult): Trouble {
  const verb = check.verdict === "failed" ? "does not hold" : "could not be measured";
  return {
    verdict: check.verdict,
    id: test.id,
    message: `${check.check} ${verb}`,
    where: check.where,
    notes: [["claim", test.claim], ...evidence(check), ...lookFurther(lab, test, check)],
  };
}

function breakTrouble(lab: LabResult, test: TestResult, result: BreakResult): Trouble {
  const telling = [result.broken, ...result.seen, result.restored].filter((check) => check !== null);
  const wrong = tellingCheck(result, telling);
  return {
    verdict: result.verdict,
    id: test.id,
    message: result.note ?? `the break of ${result.fails} is ${MARKS[result.verdict].word}`,
    where: result.where,
    notes: [
      ["claim", test.claim],
      ["change", result.change],
      ...(wrong === null ? [] : [...evidence(wrong), ...lookFurther(lab, test, wrong)]),
    ],
  };
}

/** The check that a break's trouble comes from. */
function tellingCheck(result: BreakResult, checks: readonly CheckResult[]): CheckResult | null {
  if (result.broken?.verdict !== "failed") return result.broken;
  return checks.slice(1).find((check) => check.verdict !== "passed") ?? null;
}

function evidence(check: CheckResult): [string, string][] {
  return [
    ["expected", check.expected],
    ["observed", check.observed],
    ["found", check.sentence],
  ];
}

function lookFurther(lab: LabResult, test: TestResult, check: CheckResult): [string, string | null][] {
  const look = check.look === null ? null : `tierlab ${check.look}`;
  // The lab is gone by now unless it was to stay: the command says how to have it back.
  const first = look === null || lab.stands ? "" : `tierlab up ${lab.lab} && `;
  return [
    ["packets", test.captureFile],
    ["look further", look === null ? null : `${first}${look}`],
  ];
}
