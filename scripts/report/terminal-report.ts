import stringWidth from "string-width";
import { columnsOf, padded, sideBySide, wrapped } from "../terminal/columns.ts";
import { plainLine } from "../terminal/plain-text.ts";
import type { Style } from "../terminal/style.ts";
import { seconds } from "./duration.ts";
import { failuresOf } from "./failures.ts";
import { MARKS } from "./marks.ts";
import type { BreakResult, LabResult, Report, TestResult, Verdict } from "./result.ts";
import { summaryOf } from "./summary.ts";

export interface TerminalOptions {
  readonly style: Style;
  readonly columns: number;
}

/** The report for a person: a table of claims a lab, then what went wrong, and the most important thing last. */
export function terminalReport(report: Report, { style, columns }: TerminalOptions): string {
  const blocks = report.labs.flatMap((lab) => [
    [
      ...heading(lab, style, columns),
      ...claimTable(lab, style, columns),
      ...timeLines(lab, style, columns),
      ...standLine(lab, style),
    ],
    ...failuresOf(lab, style, columns),
  ]);
  return `${[...blocks, summaryOf(report, style)].map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

/** Options for a stream: its own width and colours. */
export function terminalOptionsOf(stream: NodeJS.WriteStream, style: Style): TerminalOptions {
  return { style, columns: columnsOf(stream) };
}

function heading(lab: LabResult, style: Style, columns: number): string[] {
  const uml = Object.entries(lab.nodeKernels).flatMap(([node, kernel]) => (kernel === "uml" ? [node] : []));
  const kernels = uml.length === 0 ? "" : `; ${uml.join(", ")} on User Mode Linux`;
  const about = `${plainLine(lab.source)}, engine ${lab.engine}${kernels}`;
  return [
    `${style("bold", plainLine(lab.lab))}  ${style("dim", wrapped(about, columns - stringWidth(lab.lab) - 2).join("\n  "))}`,
  ];
}

/** One check or break of a claim, as a row of the table. */
interface Row {
  readonly verdict: Verdict;
  readonly name: string;
  readonly figure: string;
  readonly expected: string;
}

const INDENT = "      ";
const WIDEST_FIGURE = 32;

function claimTable(lab: LabResult, style: Style, columns: number): string[] {
  const rows = lab.tests.flatMap(rowsOf);
  const idWidth = Math.max(0, ...lab.tests.map((test) => stringWidth(test.id)));
  const nameWidth = Math.max(0, ...rows.map((row) => stringWidth(row.name)));
  const figureWidth = Math.min(WIDEST_FIGURE, Math.max(0, ...rows.map((row) => stringWidth(row.figure))));
  const expectedWidth = columns - INDENT.length - 2 - nameWidth - figureWidth - 4;
  const drawRow = ({ verdict, name, figure, expected }: Row): string[] => {
    const { sign, colour } = MARKS[verdict];
    const expectedLines = wrapped(expected, expectedWidth).map((line) => style("dim", line));
    return sideBySide([
      { lines: [`${INDENT}${style(colour, sign)} ${name}`], width: INDENT.length + 2 + nameWidth },
      { lines: wrapped(figure, figureWidth), width: figureWidth },
      { lines: expectedLines, width: expectedWidth },
    ]);
  };
  return lab.tests.flatMap((test) => [
    ...claimLines(test, style, idWidth, columns),
    ...rowsOf(test).flatMap(drawRow),
    ...lookLines(test, style),
  ]);
}

function claimLines(test: TestResult, style: Style, idWidth: number, columns: number): string[] {
  const { sign, word, colour } = MARKS[test.verdict];
  const verdict = test.verdict === "passed" ? "" : `${word}: `;
  const width = columns - idWidth - 6;
  return sideBySide([
    { lines: [`  ${style([colour, "bold"], `${sign} ${plainLine(test.id)}`)}`], width: idWidth + 4 },
    { lines: wrapped(style(colour, verdict) + plainLine(test.claim), width), width },
  ]);
}

function rowsOf(test: TestResult): Row[] {
  return [
    ...test.checks.map(({ verdict, check, figure, expected }) => ({
      verdict,
      name: check,
      figure: plainLine(figure),
      expected: `expected ${plainLine(expected)}`,
    })),
    ...test.breaks.map((result) => ({
      verdict: result.verdict,
      name: "break",
      figure: breakFigure(result),
      expected: `with ${plainLine(result.change)}`,
    })),
  ];
}

const BREAK_WORDS = {
  passed: "fails",
  skipped: "was not tried",
  "not-measured": "was not measured",
  "proves-nothing": "still holds",
  failed: "went wrong",
} as const satisfies Record<Verdict, string>;

function breakFigure({ fails, verdict, broken }: BreakResult): string {
  const figure = verdict === "passed" && broken !== null ? `: ${plainLine(broken.figure)}` : "";
  return `${fails} ${BREAK_WORDS[verdict]}${figure}`;
}

/** The commands that show more, each once, and the packets. */
function lookLines(test: TestResult, style: Style): string[] {
  const commands = new Set(test.checks.flatMap(({ look }) => (look === null ? [] : [plainLine(look)])));
  const lines = [...commands].map((command) => `look further: tierlab ${command}`);
  if (test.captureFile !== null) lines.push(`packets: ${plainLine(test.captureFile)}`);
  return lines.map((line) => `${INDENT}  ${style("dim", line)}`);
}

function timeLines(lab: LabResult, style: Style, columns: number): string[] {
  if (lab.phases.length === 0) return [];
  const total = lab.phases.reduce((sum, phase) => sum + phase.ms, 0);
  const parts = lab.phases.map((phase) => `${phase.name} ${seconds(phase.ms)}`).join(" · ");
  const text = wrapped(`${parts} · in all ${seconds(total)}`, columns - 8);
  return text.map((line, index) => style("dim", `  ${padded(index === 0 ? "time" : "", 4)}  ${line}`));
}

function standLine({ lab, stands, tests }: LabResult, style: Style): string[] {
  if (stands) return [style("dim", `  lab   still runs; \`tierlab down ${lab}\` takes it away`)];
  const looks = tests.some(({ checks }) => checks.some(({ look }) => look !== null));
  return looks ? [style("dim", `  lab   is gone; \`tierlab up ${lab}\` brings it back to look further`)] : [];
}
