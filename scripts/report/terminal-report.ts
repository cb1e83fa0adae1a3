import stringWidth from "string-width";
import { columnsOf, padded, sideBySide, wrapped } from "../terminal/columns.ts";
import { plainLine } from "../terminal/plain-text.ts";
import type { Style } from "../terminal/style.ts";
import { seconds } from "./duration.ts";
import { failuresOf } from "./failures.ts";
import { MARKS } from "./marks.ts";
import type { BreakResult, CheckResult, LabResult, Report, TestResult } from "./result.ts";
import { summaryOf } from "./summary.ts";

export interface TerminalOptions {
  readonly style: Style;
  readonly columns: number;
}

/** The report for a person: a table of claims a lab, then what went wrong, and the most important thing last. */
export function terminalReport(report: Report, { style, columns }: TerminalOptions): string {
  const blocks = report.labs.flatMap((lab) => [
    [...heading(lab, style, columns), ...claimTable(lab, style, columns), ...timeLines(lab, style, columns)],
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

const FIGURES_SHARE = 0.42;

function claimTable(lab: LabResult, style: Style, columns: number): string[] {
  const idWidth = Math.max(0, ...lab.tests.map((test) => stringWidth(test.id))) + 2;
  const figureWidth = Math.floor((columns - idWidth - 6) * FIGURES_SHARE);
  const claimWidth = columns - idWidth - figureWidth - 6;
  return lab.tests.flatMap((test) => {
    const { sign, word, colour } = MARKS[test.verdict];
    const mark = style(colour, sign);
    const claim = wrapped(plainLine(test.claim), claimWidth);
    const verdict = test.verdict === "passed" ? [] : [style(colour, word)];
    return sideBySide([
      { lines: [`  ${mark} ${plainLine(test.id)}`], width: idWidth + 2 },
      { lines: [...claim, ...verdict], width: claimWidth },
      { lines: figures(test, style, figureWidth), width: figureWidth },
    ]);
  });
}

function figures(test: TestResult, style: Style, width: number): string[] {
  return [
    ...test.checks.flatMap((check) => checkLines(check, style, width)),
    ...test.breaks.flatMap((result) => breakLines(result, style, width)),
  ];
}

function checkLines(check: CheckResult, style: Style, width: number): string[] {
  const { sign, colour } = MARKS[check.verdict];
  return hanging(style(colour, sign), `${check.check}: ${plainLine(check.figure)}`, width);
}

const BREAK_WORDS = {
  passed: "fails without its cause",
  skipped: "break skipped",
  "not-measured": "break not measured",
  "proves-nothing": "still holds without its cause",
  failed: "break went wrong",
} as const satisfies Record<BreakResult["verdict"], string>;

function breakLines(result: BreakResult, style: Style, width: number): string[] {
  const { sign, colour } = MARKS[result.verdict];
  const seen =
    result.verdict === "passed" && result.broken !== null ? ` (${plainLine(result.broken.figure)})` : "";
  return hanging(style(colour, sign), `${result.fails} ${BREAK_WORDS[result.verdict]}${seen}`, width);
}

/** A mark, and text that hangs beside it. */
function hanging(mark: string, text: string, width: number): string[] {
  return wrapped(text, width - 2).map((line, index) => `${index === 0 ? mark : " "} ${line}`);
}

function timeLines(lab: LabResult, style: Style, columns: number): string[] {
  if (lab.phases.length === 0) return [];
  const total = lab.phases.reduce((sum, phase) => sum + phase.ms, 0);
  const parts = lab.phases.map((phase) => `${phase.name} ${seconds(phase.ms)}`).join(" · ");
  const text = wrapped(`${parts} · in all ${seconds(total)}`, columns - 8);
  return text.map((line, index) => style("dim", `  ${padded(index === 0 ? "time" : "", 4)}  ${line}`));
}
