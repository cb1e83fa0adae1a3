import { writeFileSync } from "node:fs";
import { join } from "node:path";
import manifest from "../../package.json" with { type: "json" };
import { labJsonSchema } from "../../stacks/lab/json-schema.ts";
import { ruleTerms } from "../../stacks/lab/terms/rule-terms.ts";
import { schemaTerms } from "../../stacks/lab/terms/schema-terms.ts";
import { HELP_END, wholeProgram } from "../program.ts";
import { manualPage } from "./manual-page.ts";
import { type Outline, verbOutlines } from "./outline.ts";

// Run while dist/ is made: what completion answers from without loading any verb, and the manual page.
const [, , folder = "."] = process.argv;
const nothing = () => {
  throw new Error("Expected no verb to be run");
};
const program = await wholeProgram({
  signal: new AbortController().signal,
  say: nothing,
  print: nothing,
  finish: nothing,
  handOverInterrupts: nothing,
});
const terms = [...schemaTerms(labJsonSchema()), ...ruleTerms()].map(({ name }) => name);
const outline: Outline = { verbs: verbOutlines(program), terms: [...new Set(terms)] };
writeFileSync(join(folder, "outline.json"), JSON.stringify(outline));
writeFileSync(
  join(folder, "tierlab.1"),
  manualPage(outline, program.description(), manifest.version, HELP_END),
);
