import { wrapped } from "../terminal/columns.ts";
import { plainLine } from "../terminal/plain-text.ts";
import type { Style } from "../terminal/style.ts";
import { MARKS } from "./marks.ts";
import type { BreakResult, CheckResult, LabResult, TestResult, Verdict } from "./result.ts";

/** What is not as it should be in a lab, each in the shape of an error; a block of lines each. */
export function failuresOf(lab: LabResult, style: Style, columns: number): string[][] {
  const blocks = [
    ...(lab.error === null ? [] : [labTrouble(lab, lab.error)]),
    ...lab.tests.flatMap((test) => [
      ...test.checks.filter(isWrong).map((check) => checkTrouble(lab, test, check)),
      ...test.breaks
        // What the lab's own trouble kept from being tried is told by that trouble.
        .filter((result) => isWrong(result) && (lab.error === null || result.note !== lab.error))
        .map((result) => breakTrouble(lab, test, result)),
    ]),
  ];
  return blocks.map((block) => drawn(block, style, columns));
}

interface Trouble {
  readonly verdict: Verdict;
  readonly id: string;
  readonly message: string;
  readonly where: string;
  /** Notes beneath, each with its name. */
  readonly notes: readonly (readonly [string, string | null])[];
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

function drawn({ verdict, id, message, where, notes }: Trouble, style: Style, columns: number): string[] {
  const { word, colour } = MARKS[verdict];
  const head = `${style([colour, "bold"], `${word}[${plainLine(id)}]`)}: `;
  const told = wrapped(`${head}${style("bold", plainLine(message))}`, columns);
  const lines = notes.flatMap(([name, text]) => {
    if (text === null || text === "") return [];
    // A command is never broken: it is there to be copied.
    const label = `   ${style("cyan", `= ${name}`)}: `;
    if (name === "look further" || name === "packets") return [`${label}${plainLine(text)}`];
    const indent = " ".repeat(name.length + 7);
    return wrapped(plainLine(text), columns - indent.length).map(
      (line, index) => `${index === 0 ? label : indent}${line}`,
    );
  });
  return [...told, `  ${style("cyan", "-->")} ${plainLine(where)}`, ...lines];
}
