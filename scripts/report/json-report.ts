import type { Report } from "./result.ts";

/** The report as it is; a series of numbers stands on one line. */
export function jsonReport(report: Report): string {
  // A string holds no line end of its own in JSON, so what begins with one is an array.
  const text = JSON.stringify(report, null, 2).replace(/\[\n[\d\s.,eE+-]+\]/g, (series) =>
    series.replace(/\s+/g, " ").replace("[ ", "[").replace(" ]", "]"),
  );
  return `${text}\n`;
}
