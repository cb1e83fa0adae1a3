import { type Command, Option } from "commander";
import { type Claim, claimsOf } from "../claims/claim.ts";
import { readVerdicts, verdictFolder } from "../claims/verdict-file.ts";
import { EXIT } from "../exit-codes.ts";
import { claimsMarkdown } from "../report/claims-markdown.ts";
import { claimsReport } from "../report/claims-report.ts";
import { terminalOptionsOf } from "../report/terminal-report.ts";
import { styleFor } from "../terminal/style.ts";
import { examples } from "./examples.ts";
import { knownLabs } from "./locate-lab.ts";
import { openLabs } from "./open-labs.ts";
import type { Tool } from "./tool.ts";

interface Options {
  readonly json?: true;
  readonly format: keyof typeof FORMATS;
}

const FORMATS = {
  text: (claims) => claimsReport(claims, terminalOptionsOf(process.stdout, styleFor(process.stdout))),
  json: (claims) => JSON.stringify(claims, null, 2),
  markdown: claimsMarkdown,
} as const satisfies Record<string, (claims: readonly Claim[]) => string>;

/** `tierlab claims [LAB...]`: what labs prove, how, and what their last test found; it runs nothing. */
export function define(command: Command, tool: Tool): void {
  command
    .argument("[LAB...]", "lab files, or names of labs; every lab in labs/ without it")
    .addOption(new Option("--json", "as JSON: the same as --format json").conflicts("format"))
    .addOption(
      new Option("--format <FORMAT>", "text with the last verdicts, JSON, or a table for a document")
        .choices(Object.keys(FORMATS))
        .default("text"),
    )
    .addHelpText(
      "after",
      `${examples({
        "tierlab claims": "all, with their last figures",
        "tierlab claims lvs-dr": "those of one lab",
        "tierlab claims --json | jq '.[] | select(.verdict == \"failed\").id'": "what failed",
        "tierlab claims --format markdown": "a table for a document",
      })}

\`tierlab test\` keeps the last verdicts in ${verdictFolder()} (TIERLAB_VERDICTS).`,
    )
    .action((labs: string[], options: Options) => tool.finish(() => claims(labs, options, tool)));
}

async function claims(labs: readonly string[], { json, format }: Options, tool: Tool): Promise<number> {
  const files = await openLabs(labs.length === 0 ? knownLabs() : labs);
  const all = files.flatMap((file) => claimsOf(file, readVerdicts(file.lab.lab)));
  if (all.length === 0) tool.say("no claims; a lab has them under `tests:`");
  tool.print(FORMATS[json === true ? "json" : format](all));
  return EXIT.ok;
}
