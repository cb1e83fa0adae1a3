import stringWidth from "string-width";
import { columnsOf, padded, wrapped } from "../terminal/columns.ts";
import { plainLine } from "../terminal/plain-text.ts";
import type { Style } from "../terminal/style.ts";
import { type ClaimEntry, claimTable, testedRows, verdictWord } from "./claim-table.ts";
import { seconds } from "./duration.ts";
import { failuresOf } from "./failures.ts";
import { MARKS } from "./marks.ts";
import type { LabResult, Report, TestResult } from "./result.ts";
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
      ...claimTable(lab.tests.map(claimEntry), style, columns),
      ...noteLines(lab, style, columns),
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

function claimEntry(test: TestResult): ClaimEntry {
  const { id, claim, verdict } = test;
  return {
    id,
    mark: MARKS[verdict],
    verdict: verdictWord(verdict),
    claim,
    rows: testedRows(test),
    tail: lookLines(test),
  };
}

/** The commands that show more, each once, and the packets. */
function lookLines(test: TestResult): string[] {
  const commands = new Set(test.checks.flatMap(({ look }) => (look === null ? [] : [plainLine(look)])));
  const lines = [...commands].map((command) => `look further: tierlab ${command}`);
  if (test.captureFile !== null) lines.push(`packets: ${plainLine(test.captureFile)}`);
  return lines;
}

function timeLines(lab: LabResult, style: Style, columns: number): string[] {
  if (lab.phases.length === 0) return [];
  const total = lab.phases.reduce((sum, phase) => sum + phase.ms, 0);
  const parts = lab.phases.map((phase) => `${phase.name} ${seconds(phase.ms)}`).join(" · ");
  const text = wrapped(`${parts} · in all ${seconds(total)}`, columns - 8);
  return text.map((line, index) => style("dim", `  ${padded(index === 0 ? "time" : "", 4)}  ${line}`));
}

function noteLines({ notes }: LabResult, style: Style, columns: number): string[] {
  return notes.flatMap((note) => {
    const lines = note.split("\n").flatMap((line) => wrapped(plainLine(line), columns - 8));
    return lines.map((line, index) => style("dim", `  ${padded(index === 0 ? "note" : "", 4)}  ${line}`));
  });
}

function standLine({ lab, stands, tests }: LabResult, style: Style): string[] {
  if (stands) return [style("dim", `  lab   still runs; \`tierlab down ${lab}\` takes it away`)];
  const looks = tests.some(({ checks }) => checks.some(({ look }) => look !== null));
  return looks ? [style("dim", `  lab   is gone; \`tierlab up ${lab}\` brings it back to look further`)] : [];
}
