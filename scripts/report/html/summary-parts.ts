import { seconds } from "../duration.ts";
import { MARKS } from "../marks.ts";
import type { LabResult, Report } from "../result.ts";
import { runAgain } from "../run-again.ts";
import { summaryInWords } from "../summary.ts";
import { type Trouble, troublesOf } from "../troubles.ts";
import { worst } from "../verdict.ts";
import { verdictMark } from "./mark.ts";
import { told } from "./told.ts";

/** How many claims hold, lab by lab, and how to find out again. */
export function overviewPart(report: Report): string[] {
  const verdict = worst(report.labs.map((lab) => lab.verdict));
  const began = Math.min(...report.labs.map(({ startedAt }) => startedAt));
  const when = Number.isFinite(began) ? `, ${timeOf(began)}` : "";
  return [
    "<header>",
    `<h1 class="${verdict}"><span aria-hidden="true">${MARKS[verdict].sign}</span> ${told(summaryInWords(report))}</h1>`,
    `<p class="soft">tierlab ${told(report.tierlab)}, Linux ${told(report.machine.kernel)}, ${report.machine.cpus} ${report.machine.cpus === 1 ? "processor" : "processors"}${when}</p>`,
    "</header>",
    ...(report.labs.length === 0
      ? []
      : [
          '<div class="scroll" tabindex="0" role="region" aria-label="Labs"><table><thead><tr><th scope="col">lab</th><th scope="col">verdict</th><th scope="col">claims proven</th><th scope="col">breaks that made their check fail</th><th scope="col">took</th></tr></thead><tbody>',
          ...report.labs.map(labRow),
          "</tbody></table></div>",
        ]),
    `<p>Run it again: <code>${told(runAgain(report))}</code></p>`,
  ];
}

function labRow(lab: LabResult, index: number): string {
  const breaks = lab.tests.flatMap((test) => test.breaks);
  const passed = (all: readonly { readonly verdict: string }[]) =>
    `${all.filter(({ verdict }) => verdict === "passed").length} of ${all.length}`;
  const tookMs = lab.phases.reduce((sum, { ms }) => sum + ms, 0);
  const cells = [
    verdictMark(lab.verdict),
    passed(lab.tests),
    breaks.length === 0 ? "none run" : passed(breaks),
    seconds(tookMs),
  ];
  return `<tr><th scope="row"><a href="#lab-${index}">${told(lab.lab)}</a></th>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
}

/** What is not as it should be in any lab; nothing where all is. */
export function troublesPart(report: Report): string[] {
  const items = report.labs.flatMap((lab, index) =>
    troublesOf(lab).map((one) => troubleItem(lab, index, one)),
  );
  if (items.length === 0) return [];
  return ["<section>", "<h2>What is not proven</h2>", ...items, "</section>"];
}

function troubleItem(lab: LabResult, index: number, { verdict, id, message, where, notes }: Trouble): string {
  const number = lab.tests.findIndex((test) => test.id === id);
  const target = number < 0 ? `lab-${index}` : `lab-${index}-claim-${number}`;
  const rows = notes.flatMap(([name, words]) =>
    words === null || words === "" ? [] : [`<dt>${told(name)}</dt><dd>${told(words)}</dd>`],
  );
  return [
    `<div class="trouble ${verdict}">`,
    `<h3>${verdictMark(verdict)} <a href="#${target}">${told(number < 0 ? lab.lab : `${lab.lab} ${id}`)}</a>: ${told(message)}</h3>`,
    `<p class="soft"><code>${told(where)}</code></p>`,
    rows.length === 0 ? "" : `<dl>${rows.join("")}</dl>`,
    "</div>",
  ].join("\n");
}

/** The exact versions of what ran. */
export function versionsPart({ tierlab, machine, versions }: Report): string[] {
  const rows = Object.entries({ tierlab, Linux: machine.kernel, ...versions }).map(
    ([name, version]) => `<dt>${told(name)}</dt><dd>${told(version)}</dd>`,
  );
  return ["<section>", "<h2>What it ran on</h2>", `<dl class="versions">${rows.join("")}</dl>`, "</section>"];
}

/** To the second, in UTC. */
function timeOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
