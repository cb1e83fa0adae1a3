import { EXIT } from "../exit-codes.ts";
import type { Style } from "../terminal/style.ts";
import { MARKS } from "./marks.ts";
import type { Report } from "./result.ts";
import { worst } from "./verdict.ts";

/** The last lines of a report: how many claims hold, how many proofs can fail. */
export function summaryOf(report: Report, style: Style): string[] {
  const { sign, colour } = MARKS[worst(report.labs.map((lab) => lab.verdict))];
  return [style([colour, "bold"], `${sign} ${summaryInWords(report)}`)];
}

/** The same without its sign. */
export function summaryInWords(report: Report): string {
  const tests = report.labs.flatMap((lab) => lab.tests);
  const breaks = tests.flatMap((test) => test.breaks);
  const holding = tests.filter((test) => test.verdict === "passed").length;
  const noticed = breaks.filter((result) => result.verdict === "passed").length;
  const claims = `${holding} of ${tests.length} ${tests.length === 1 ? "claim" : "claims"} proven`;
  const causes =
    breaks.length === 0
      ? "no breaks run: nothing shows that the checks can fail"
      : `${noticed} of ${breaks.length} breaks made their check fail`;
  const interrupted = report.exitCode === EXIT.interrupted ? "interrupted: " : "";
  return `${interrupted}${claims}, ${causes}`;
}
