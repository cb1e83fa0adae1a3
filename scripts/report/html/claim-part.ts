import { breakFigure } from "../break-figure.ts";
import type { BreakResult, CheckResult, LabResult, TestResult } from "../result.ts";
import { byteTable } from "./byte-table.ts";
import { breakCharts, claimCharts } from "./charts/claim-charts.ts";
import { verdictMark, verdictSign } from "./mark.ts";
import { packetTable } from "./packet-table.ts";
import type { Drawn } from "./page.ts";
import { told } from "./told.ts";

/** A claim: what was measured in the lab as written, and beside it what came of taking its cause away. */
export function claimPart(test: TestResult, id: string, lab: LabResult, drawn: Drawn): string {
  const { verdict, claim, breaks, note, captureFile } = test;
  const proven = verdict === "passed";
  const again = `tierlab test ${lab.lab} --only ${test.id}`;
  return [
    `<details class="claim ${verdict}" id="${id}"${proven ? "" : " open"}>`,
    `<summary><h3>${verdictMark(verdict)} <code>${told(test.id)}</code> ${told(claim)}</h3>${proven ? shortFigures(test) : ""}</summary>`,
    ...(proven && !drawn.proven
      ? []
      : [
          note === null ? "" : `<p>${told(note)}</p>`,
          `<div class="beside beside-${Math.min(2, 1 + breaks.length)}">`,
          "<section>",
          "<h4>In the lab as written</h4>",
          ...test.checks.map((check) => checkItem(check, drawn)),
          ...(drawn.charts ? claimCharts(test, `${id}-c`) : []),
          "</section>",
          ...(breaks.length === 0
            ? []
            : [
                '<div class="breaks">',
                ...breaks.map((one, index) => breakItem(one, test, `${id}-b${index}`, drawn)),
                "</div>",
              ]),
          "</div>",
        ]),
    `<p class="soft"><code>${told(test.where)}</code>; run it again: <code>${told(again)}</code>${captureFile === null ? "" : `; packets: <code>${told(captureFile)}</code>`}</p>`,
    "</details>",
  ].join("\n");
}

/** What a proven claim shows before it is unfolded. */
function shortFigures({ checks, breaks }: TestResult): string {
  const broken = breaks.length === 0 ? "" : `; broken: ${breaks.map(breakFigure).join(", ")}`;
  return `<p class="soft">${told(checks.map(({ check, figure }) => `${check} ${figure}`).join(", ") + broken)}</p>`;
}

function checkItem(check: CheckResult, drawn: Drawn): string {
  const rows = [
    ["expected", told(check.expected)],
    ["observed", told(check.observed)],
    ["found", told(check.sentence)],
    ["look further", check.look === null ? "" : `<code>${told(`tierlab ${check.look}`)}</code>`],
  ].filter(([, words]) => words !== "");
  return [
    '<div class="check">',
    `<p>${verdictSign(check.verdict)} <b>${told(check.check)}</b> <span class="figure">${told(check.figure)}</span></p>`,
    `<dl>${rows.map(([name, words]) => `<dt>${name}</dt><dd>${words}</dd>`).join("")}</dl>`,
    ...(check.packet === undefined
      ? []
      : [packetTable(check.packet), ...(drawn.bytes ? byteTable(check.packet) : [])]),
    "</div>",
  ].join("\n");
}

function breakItem(one: BreakResult, test: TestResult, id: string, drawn: Drawn): string {
  const rows = [
    ["expected", one.broken?.expected],
    ["observed", one.broken?.observed],
    ["found", one.broken?.sentence],
    ...one.seen.map(
      (check) => ["seen instead", `${check.check} ${check.figure}: ${check.sentence}`] as const,
    ),
    ["put back", one.restored === null ? undefined : `${one.restored.check} ${one.restored.figure}`],
    ["note", one.note ?? undefined],
  ] as const;
  return [
    "<section>",
    `<h4>With its cause taken away ${verdictSign(one.verdict)}</h4>`,
    `<p>changed: <code>${told(one.change)}</code></p>`,
    '<div class="check">',
    `<p><b>${told(one.fails)}</b> <span class="figure">${told(breakFigure(one).slice(one.fails.length + 1))}</span></p>`,
    `<dl>${rows.flatMap(([name, words]) => (words === undefined ? [] : [`<dt>${name}</dt><dd>${told(words)}</dd>`])).join("")}</dl>`,
    ...(one.broken?.packet === undefined
      ? []
      : [packetTable(one.broken.packet), ...(drawn.bytes ? byteTable(one.broken.packet) : [])]),
    "</div>",
    ...(drawn.charts && drawn.breakCharts ? breakCharts(one, test, id) : []),
    "</section>",
  ].join("\n");
}
