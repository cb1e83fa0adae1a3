import { writeFile } from "node:fs/promises";
import { type Command, Option } from "commander";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { FORMATS, type FormatName } from "../report/formats.ts";
import { examples } from "./examples.ts";
import { readReportFile } from "./read-report-file.ts";
import type { Tool } from "./tool.ts";

interface Options {
  readonly format: FormatName;
  readonly out?: string;
}

/** `tierlab report FILE.json`: a report that was kept as JSON in another format, also when its labs are long gone. */
export function define(command: Command, tool: Tool): void {
  command
    .argument("<FILE.json>", "a report of `tierlab test --format json`")
    .addOption(
      new Option("--format <FORMAT>", "what is written").choices(Object.keys(FORMATS)).default("text"),
    )
    .option("--out <FILE>", "where to, instead of standard output")
    .addHelpText(
      "after",
      examples({
        "tierlab report report.json": "read it again",
        "tierlab report report.json --format html --out report.html": "one page to hand on",
        "tierlab report report.json --format markdown": "for a pull request",
      }),
    )
    .action((file: string, options: Options) => tool.finish(() => report(file, options, tool)));
}

async function report(file: string, { format, out }: Options, tool: Tool): Promise<number> {
  const text = FORMATS[format](await readReportFile(file));
  if (out === undefined) tool.print(text);
  else await writeFile(out, text).catch((cause) => refuse(out, cause));
  return EXIT.ok;
}

function refuse(out: string, cause: NodeJS.ErrnoException): never {
  throw new ToldError(`the report cannot be written to ${out}: ${cause.code}`, {
    exitCode: EXIT.wrongInput,
    cause,
  });
}
