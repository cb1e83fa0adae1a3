import type { Report } from "./result.ts";

/** The report as it is. */
export function jsonReport(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
