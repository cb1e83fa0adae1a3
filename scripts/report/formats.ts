import { plainStyle } from "../terminal/style.ts";
import { htmlReport } from "./html/page.ts";
import { jsonReport } from "./json-report.ts";
import { junitReport } from "./junit-report.ts";
import { markdownReport } from "./markdown-report.ts";
import type { Report } from "./result.ts";
import { tapReport } from "./tap-report.ts";
import { terminalReport } from "./terminal-report.ts";

/** The report's formats by their names on the command line. */
export const FORMATS = {
  text: (report) => terminalReport(report, { style: plainStyle, columns: 100 }),
  json: jsonReport,
  tap: tapReport,
  junit: junitReport,
  markdown: markdownReport,
  html: (report) => htmlReport(report),
} as const satisfies Record<string, (report: Report) => string>;

export type FormatName = keyof typeof FORMATS;
