import { type Command, Option } from "commander";
import { EXIT } from "../exit-codes.ts";
import { compareReports } from "../report/compare/compare-reports.ts";
import { comparisonText } from "../report/compare/comparison-text.ts";
import { styleFor } from "../terminal/style.ts";
import { examples } from "./examples.ts";
import { readReportFile } from "./read-report-file.ts";
import type { Tool } from "./tool.ts";

interface Options {
  readonly json?: true;
}

/** `tierlab diff OLD NEW`: what changed between two reports; a regression is exit code 1. */
export function define(command: Command, tool: Tool): void {
  command
    .argument("<OLD.json>", "a report of `tierlab test --format json`")
    .argument("<NEW.json>", "a later one")
    .addOption(new Option("--json", "every difference as JSON"))
    .addHelpText(
      "after",
      `${examples({
        "tierlab diff old.json new.json": "verdicts, figures and paths that changed",
        "tierlab diff main.json branch.json --json | jq '.[] | select(.regression)'": "for a script",
      })}

A regression is a verdict that is worse, or something proven that is there no more. Exit codes: 0 none, 1 one or more, 2 a file is no report.`,
    )
    .action((before: string, after: string, options: Options) =>
      tool.finish(() => diff(before, after, options, tool)),
    );
}

async function diff(before: string, after: string, { json }: Options, tool: Tool): Promise<number> {
  const [old, now] = await Promise.all([readReportFile(before), readReportFile(after)]);
  const differences = compareReports(old, now);
  tool.print(
    json === true
      ? JSON.stringify(differences, null, 2)
      : comparisonText(differences, styleFor(process.stdout)),
  );
  return differences.some(({ regression }) => regression) ? EXIT.checkFailed : EXIT.ok;
}
