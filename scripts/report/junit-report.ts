import { plainText } from "../terminal/plain-text.ts";
import type { BreakResult, CheckResult, LabResult, Report, TestResult, Verdict } from "./result.ts";

/** The report as JUnit XML, as CI servers read it: a suite a lab, a case a check and a break. */
export function junitReport(report: Report): string {
  const suites = report.labs.map(suiteOf);
  // Jenkins' schema counts skipped cases in a suite alone.
  const { skipped: _, ...totals } = counts(suites.flatMap((suite) => suite.cases));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: "tierlab", ...totals, time: seconds(sum(suites.map((suite) => suite.ms))) })}>`,
    ...suites.flatMap(suiteLines),
    "</testsuites>",
    "",
  ].join("\n");
}

interface Suite {
  readonly lab: LabResult;
  readonly ms: number;
  readonly cases: readonly Case[];
}

interface Case {
  readonly name: string;
  readonly className: string;
  readonly ms: number;
  readonly verdict: Verdict;
  readonly message: string;
  readonly text: string;
}

function suiteOf(lab: LabResult): Suite {
  const trouble =
    lab.error === null
      ? []
      : [{ ...base(lab, "lab"), verdict: lab.verdict, message: lab.error, text: lab.error }];
  const cases = [...trouble, ...lab.tests.flatMap((test) => casesOf(lab, test))];
  return { lab, ms: sum(lab.phases.map((phase) => phase.ms)), cases };
}

function casesOf(lab: LabResult, test: TestResult): Case[] {
  const unreached =
    test.checks.length > 0
      ? []
      : [
          {
            ...base(lab, test.id),
            verdict: test.verdict,
            message: test.note ?? test.verdict,
            text: test.claim,
          },
        ];
  const checks = test.checks.map((check, index) => ({
    ...base(lab, test.id),
    name: check.check,
    // The checks of a test share its traffic: the first one carries its time.
    ms: index === 0 ? test.durationMs : 0,
    verdict: check.verdict,
    message: check.sentence,
    text: [`claim: ${test.claim}`, ...evidence(check)].join("\n"),
  }));
  return [...unreached, ...checks, ...test.breaks.map((result) => breakCase(lab, test, result))];
}

function breakCase(lab: LabResult, test: TestResult, result: BreakResult): Case {
  const parts = [
    ["while broken", result.broken],
    ...result.seen.map((check) => ["seen instead", check] as const),
    ["restored", result.restored],
  ] as const;
  const found = parts.flatMap(([name, check]) => (check === null ? [] : [`${name}:`, ...evidence(check)]));
  return {
    ...base(lab, test.id),
    name: `break of ${result.fails}: ${result.change}`,
    verdict: result.verdict,
    message: result.note ?? `${result.fails} fails without its cause`,
    text: [`claim: ${test.claim}`, `at: ${result.where}`, ...found].join("\n"),
  };
}

function base(lab: LabResult, id: string): Pick<Case, "name" | "className" | "ms"> {
  return { name: id, className: `${lab.lab}.${id}`, ms: 0 };
}

function evidence({ check, where, expected, observed, figure, sentence, look }: CheckResult): string[] {
  return [
    `check: ${check} at ${where}`,
    `expected: ${expected}`,
    `observed: ${observed}`,
    `figure: ${figure}`,
    `found: ${sentence}`,
    ...(look === null ? [] : [`look further: tierlab ${look}`]),
  ];
}

function suiteLines({ lab, ms, cases }: Suite): string[] {
  const about = { name: lab.lab, ...counts(cases), time: seconds(ms), timestamp: isoTime(lab.startedAt) };
  return [
    `  <testsuite${attributes(about)}>`,
    "    <properties>",
    ...[
      ["source", lab.source],
      ["engine", lab.engine],
      ...lab.notes.map((note, index) => [`note.${index + 1}`, note]),
      ...lab.phases.map((phase) => [`phase.${phase.name}`, `${phase.ms} ms`]),
    ].map(([name = "", value = ""]) => `      <property${attributes({ name, value })}/>`),
    "    </properties>",
    ...cases.flatMap(caseLines),
    "  </testsuite>",
  ];
}

function caseLines({ name, className, ms, verdict, message, text }: Case): string[] {
  const wrong = verdict === "failed" || verdict === "proves-nothing";
  const unknown = verdict === "skipped" || verdict === "not-measured";
  return [
    `    <testcase${attributes({ classname: className, name, time: seconds(ms) })}>`,
    ...(unknown ? [`      <skipped>${escaped(`${verdict}: ${message}`)}</skipped>`] : []),
    wrong
      ? `      <failure${attributes({ message, type: verdict })}>${escaped(text)}</failure>`
      : `      <system-out>${escaped(text)}</system-out>`,
    "    </testcase>",
  ];
}

function counts(cases: readonly Case[]): Record<string, string> {
  const of = (...verdicts: Verdict[]) =>
    String(cases.filter(({ verdict }) => verdicts.includes(verdict)).length);
  return {
    tests: String(cases.length),
    failures: of("failed", "proves-nothing"),
    errors: "0",
    skipped: of("skipped", "not-measured"),
  };
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join("");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Text as XML 1.0 may hold it: what it forbids (section 2.2) is left out. */
function escaped(text: string): string {
  return plainText(text)
    .replace(/[\p{Cs}\ufffe\uffff]/gu, "")
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? "");
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

/** ISO 8601 without a zone, as the schema of JUnit reports wants it. */
function isoTime(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
