import { stringify } from "yaml";
import { plainLine } from "../terminal/plain-text.ts";
import type { BreakResult, CheckResult, LabResult, Report, TestResult, Verdict } from "./result.ts";

/** The report as TAP 14 (testanything.org): a subtest a lab, in it one a claim, in that one a check and a break. */
export function tapReport(report: Report): string {
  const points = report.labs.map(labPoint);
  return `${["TAP version 14", ...plan(points), ""].join("\n")}`;
}

/** One test point, with its subtest's lines or its diagnostics. */
interface Point {
  readonly name: string;
  readonly verdict: Verdict;
  readonly reason: string | null;
  readonly details: Readonly<Record<string, unknown>> | null;
  readonly points: readonly Point[];
}

function labPoint(lab: LabResult): Point {
  const { source, engine, error, notes } = lab;
  const details = { source, engine, error, ...(notes.length === 0 ? {} : { notes }), phases: timeOf(lab) };
  return {
    name: lab.lab,
    verdict: lab.verdict,
    reason: lab.error,
    details,
    points: lab.tests.map((test) => testPoint(test)),
  };
}

function testPoint(test: TestResult): Point {
  return {
    name: `${test.id} - ${test.claim}`,
    verdict: test.verdict,
    reason: test.note,
    details: { where: test.where, duration_ms: test.durationMs, packets: test.captureFile },
    points: [...test.checks.map(checkPoint), ...test.breaks.map(breakPoint)],
  };
}

function checkPoint(check: CheckResult): Point {
  return {
    name: check.check,
    verdict: check.verdict,
    reason: check.sentence,
    details: detailsOf(check),
    points: [],
  };
}

function breakPoint(result: BreakResult): Point {
  return {
    name: `break of ${result.fails}: ${result.change}`,
    verdict: result.verdict,
    reason: result.note,
    details: {
      where: result.where,
      note: result.note,
      broken: result.broken === null ? null : detailsOf(result.broken),
      seen: result.seen.map(detailsOf),
      restored: result.restored === null ? null : detailsOf(result.restored),
    },
    points: [],
  };
}

function detailsOf({ check, where, expected, observed, figure, sentence, look }: CheckResult) {
  return {
    check,
    where,
    expected,
    observed,
    figure,
    sentence,
    look: look === null ? null : `tierlab ${look}`,
  };
}

function timeOf(lab: LabResult): Record<string, string> {
  return Object.fromEntries(lab.phases.map(({ name, ms }) => [name, `${ms} ms`]));
}

function plan(points: readonly Point[]): string[] {
  return [`1..${points.length}`, ...points.flatMap((point, index) => pointLines(point, index + 1))];
}

function pointLines(point: Point, number: number): string[] {
  const ok = point.verdict === "failed" || point.verdict === "proves-nothing" ? "not ok" : "ok";
  // TAP knows no verdict between the two: what was not measured is skipped, with its reason.
  const unknown = point.verdict === "skipped" || point.verdict === "not-measured";
  const skip = unknown ? ` # SKIP ${escaped(point.reason ?? point.verdict)}` : "";
  const subtest =
    point.points.length === 0
      ? []
      : [`# Subtest: ${escaped(point.name)}`, ...plan(point.points).map(indented)];
  return [...subtest, `${ok} ${number} - ${escaped(point.name)}${skip}`, ...diagnostics(point)];
}

function diagnostics({ details }: Point): string[] {
  if (details === null) return [];
  const text = stringify(cleaned(details), { lineWidth: 0 }).trimEnd();
  return ["  ---", ...text.split("\n").map((line) => `  ${line}`), "  ..."];
}

/** Every text in it as it may be shown. */
function cleaned(value: unknown): unknown {
  if (typeof value === "string") return plainLine(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cleaned(inner)]));
}

function indented(line: string): string {
  return `    ${line}`;
}

/** `#` would begin a directive. */
function escaped(text: string): string {
  return plainLine(text).replace(/[\\#]/g, "\\$&");
}
