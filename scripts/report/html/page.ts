import { htmlPage } from "../../../stacks/emit/html-page.ts";
import { plainText } from "../../terminal/plain-text.ts";
import type { Report } from "../result.ts";
import { summaryInWords } from "../summary.ts";
import { labPart } from "./lab-part.ts";
import { PAGE_STYLE } from "./page-style.ts";
import { overviewPart, troublesPart, versionsPart } from "./summary-parts.ts";
import { told } from "./told.ts";

/** What of a report is drawn. */
export interface Drawn {
  readonly charts: boolean;
  readonly breakCharts: boolean;
  /** The bytes of packets before and after a hop. */
  readonly bytes: boolean;
  readonly pictures: boolean;
  /** What was measured in claims that are proven. */
  readonly proven: boolean;
}

/** The largest that a page may be, bytes: a mail and a CI server's store still take it. */
export const PAGE_BUDGET = 1_500_000;

/**
 * The report as one page that needs nothing else, not even JavaScript: what went wrong first, then each lab with its
 * topology and its claims, the break beside the proof. The same report gives the same page. What would make it larger
 * than the budget is left out, and the page says so.
 */
export function htmlReport(report: Report, budget = PAGE_BUDGET): string {
  for (let saved = 0; ; saved += 1) {
    const savings = SAVINGS.slice(0, saved);
    const drawn = Object.assign({ ...EVERYTHING }, ...savings.map(([, less]) => less)) as Drawn;
    const page = pageOf(
      report,
      drawn,
      savings.map(([words]) => words),
    );
    if (Buffer.byteLength(page) <= budget || saved === SAVINGS.length) return page;
  }
}

const EVERYTHING: Drawn = { charts: true, breakCharts: true, bytes: true, pictures: true, proven: true };

/** The least missed first. */
const SAVINGS: readonly (readonly [string, Partial<Drawn>])[] = [
  ["the charts of breaks", { breakCharts: false }],
  ["the bytes of packets", { bytes: false }],
  ["all other charts", { charts: false }],
  ["the drawings of the labs", { pictures: false }],
  ["what was measured in proven claims", { proven: false }],
];

function pageOf(report: Report, drawn: Drawn, leftOut: readonly string[]): string {
  const title = `tierlab: ${summaryInWords(report)}`;
  return htmlPage({
    title: plainText(title),
    style: PAGE_STYLE,
    main: [
      ...overviewPart(report),
      ...(leftOut.length === 0
        ? []
        : [
            `<p class="left-out">Left out, so that this page stays small: ${told(leftOut.join(", "))}. The JSON report has them.</p>`,
          ]),
      ...troublesPart(report),
      ...report.labs.flatMap((lab, index) => labPart(lab, index, drawn)),
      ...versionsPart(report),
    ],
  });
}
