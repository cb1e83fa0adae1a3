import { xml } from "../../stacks/emit/xml.ts";
import { breakFigure } from "./break-figure.ts";
import { markdownCode as code, markdownTable, markdownText as text } from "./markdown-text.ts";
import { MARKS } from "./marks.ts";
import type { CheckResult, LabResult, Report, TestResult, Verdict } from "./result.ts";
import { runAgain } from "./run-again.ts";
import { summaryInWords } from "./summary.ts";
import { type Trouble, troublesOf } from "./troubles.ts";
import { worst } from "./verdict.ts";

/** The report as a comment of a pull request in GitHub's Markdown: what went wrong first, then a folded table a lab. */
export function markdownReport(report: Report): string {
  const verdict = worst(report.labs.map((lab) => lab.verdict));
  const troubles = report.labs.flatMap((lab) => troublesOf(lab).map((trouble) => troubleItem(lab, trouble)));
  const { kernel, cpus } = report.machine;
  return `${[
    `### ${MARKS[verdict].sign} tierlab: ${text(summaryInWords(report))}`,
    "",
    ...(troubles.length === 0 ? [] : [...troubles, ""]),
    ...report.labs.flatMap(labTable),
    `tierlab ${text(report.tierlab)}, Linux ${text(kernel)}, ${cpus} ${cpus === 1 ? "processor" : "processors"}. Run it again: ${code(runAgain(report))}`,
  ].join("\n")}\n`;
}

/** Beneath an item, the notes that tell a reader of the pull request most. */
const TOLD_NOTES: readonly string[] = ["claim", "change", "expected", "observed", "look further"];

function troubleItem(lab: LabResult, { verdict, id, message, where, notes }: Trouble): string {
  const { sign, word } = MARKS[verdict];
  const told = notes.flatMap(([name, words]) =>
    words === null || words === "" || !TOLD_NOTES.includes(name)
      ? []
      : [`  - ${name}: ${name === "change" || name === "look further" ? code(words) : text(words)}`],
  );
  const of = id === lab.lab ? code(id) : `${code(lab.lab)} ${code(id)}`;
  return [`- ${sign} **${word}** ${of}: ${text(message)} (${code(where)})`, ...told].join("\n");
}

function labTable(lab: LabResult): string[] {
  const holding = lab.tests.filter(({ verdict }) => verdict === "passed").length;
  const { sign } = MARKS[lab.verdict];
  return [
    "<details>",
    `<summary>${sign} ${xml(lab.lab)}: ${holding} of ${lab.tests.length} claims proven</summary>`,
    "",
    ...markdownTable(["", "claim", "measured", "with its cause taken away"], lab.tests.map(testRow)),
    "",
    ...lab.notes.flatMap((note) => [`Note: ${text(note)}`, ""]),
    "</details>",
    "",
  ];
}

function testRow({ id, claim, verdict, checks, breaks, note }: TestResult): string[] {
  const measured = checks.map(checkCell);
  return [
    verdictCell(verdict),
    `${code(id)} ${text(claim)}`,
    measured.length === 0 ? text(note ?? "") : measured.join("<br>"),
    breaks
      .map((one) => `${MARKS[one.verdict].sign} ${code(one.change)}: ${text(breakFigure(one))}`)
      .join("<br>"),
  ];
}

function verdictCell(verdict: Verdict): string {
  return `${MARKS[verdict].sign} ${MARKS[verdict].word}`;
}

function checkCell({ check, verdict, figure }: CheckResult): string {
  return `${MARKS[verdict].sign} ${code(check)} ${text(figure)}`;
}
