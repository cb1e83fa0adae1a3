import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { labJsonSchema } from "../../stacks/lab/json-schema.ts";
import { readSource } from "../../stacks/lab/read-source.ts";
import { didYouMean } from "../../stacks/lab/suggest.ts";
import { claimTerms } from "../../stacks/lab/terms/claim-terms.ts";
import { findTerms } from "../../stacks/lab/terms/find-terms.ts";
import { ruleTerms } from "../../stacks/lab/terms/rule-terms.ts";
import { schemaTerms } from "../../stacks/lab/terms/schema-terms.ts";
import type { Term } from "../../stacks/lab/terms/term.ts";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { explainReport, termList } from "../report/explain-report.ts";
import { terminalOptionsOf } from "../report/terminal-report.ts";
import { styleFor } from "../terminal/style.ts";
import { examples } from "./examples.ts";
import { findLabFile, knownLabs } from "./locate-lab.ts";
import type { Tool } from "./tool.ts";

/** `tierlab explain [TERM]`: what a word of the language means; without one, all words there are. */
export function define(command: Command, tool: Tool): void {
  command
    .argument("[TERM]", "a field, role, sender, fault, check, value, rule or claim; all of them without it")
    .addHelpText(
      "after",
      examples({
        "tierlab explain dr-same-segment": "the rule that an error names",
        "tierlab explain nginx": "a role, with all its fields",
        "tierlab explain services.mode": "a field, by its place where several have the name",
        "tierlab explain dr-reply": "a claim of a lab",
        "tierlab explain": "every word",
      }),
    )
    .action((word: string | undefined) => tool.finish(async () => explain(word, tool)));
}

function explain(word: string | undefined, tool: Tool): number {
  const terms = allTerms();
  const options = terminalOptionsOf(process.stdout, styleFor(process.stdout));
  if (word === undefined) {
    tool.print(termList(terms, options));
    return EXIT.ok;
  }
  const found = findTerms(word, terms);
  if (found.length === 0) {
    const names = [...new Set(terms.map(({ name }) => name))];
    throw new ToldError(`nothing is called \`${word}\``, {
      exitCode: EXIT.wrongInput,
      help: didYouMean(word, names) ?? "`tierlab explain` lists every word",
    });
  }
  tool.print(explainReport(found, options));
  return EXIT.ok;
}

function allTerms(): Term[] {
  return [...schemaTerms(labJsonSchema()), ...ruleTerms(), ...knownLabs().flatMap(claimsOf)];
}

function claimsOf(lab: string): Term[] {
  const file = findLabFile(lab);
  const { raw } = readSource(file === null ? "" : readFileSync(file, "utf8"), lab);
  return raw === null ? [] : claimTerms(lab, raw);
}
