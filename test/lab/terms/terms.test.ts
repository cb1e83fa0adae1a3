import { readdirSync, readFileSync } from "node:fs";
import test from "ava";
import { labJsonSchema } from "../../../stacks/lab/json-schema.ts";
import { EXPECTATIONS } from "../../../stacks/lab/schema/expect.ts";
import { FAULTS } from "../../../stacks/lab/schema/fault.ts";
import { ROLE_NAMES } from "../../../stacks/lab/schema/role.ts";
import { SENDERS } from "../../../stacks/lab/schema/send.ts";
import { findTerms } from "../../../stacks/lab/terms/find-terms.ts";
import { ruleTerms } from "../../../stacks/lab/terms/rule-terms.ts";
import { schemaTerms } from "../../../stacks/lab/terms/schema-terms.ts";
import type { TermKind } from "../../../stacks/lab/terms/term.ts";

const terms = [...schemaTerms(labJsonSchema()), ...ruleTerms()];
const namesOf = (kind: TermKind) => terms.filter((term) => term.kind === kind).map(({ name }) => name);

test("every word says what it is, in a sentence", (t) => {
  for (const { name, kind, about, at, of } of terms)
    t.regex(about, /^\S.*[.?…]$/s, `${kind} ${name} of ${of.join(", ")} at ${at.join(", ")}`);
});

for (const [kind, known] of [
  ["role", ROLE_NAMES],
  ["sender", Object.keys(SENDERS)],
  ["fault", Object.keys(FAULTS)],
  ["check", Object.keys(EXPECTATIONS)],
] as const) {
  test(`the schema's text tells of every ${kind}, and of no other`, (t) => {
    t.deepEqual(namesOf(kind).toSorted(), [...known].toSorted());
  });
}

test("every rule that an error of a lab file names is told", (t) => {
  const folder = new URL("../golden/", import.meta.url);
  const told = readdirSync(folder)
    .filter((file) => file.endsWith(".txt"))
    .flatMap((file) => [...readFileSync(new URL(file, folder), "utf8").matchAll(/^\w+\[([a-z0-9-]+)\]/gm)]);
  t.true(told.length > 0);
  const rules = namesOf("rule");
  for (const [, rule = ""] of told) t.true(rules.includes(rule), rule);
});

test("a word of several meanings is told with all of them, those of one's own lab by their place alone", (t) => {
  const found = (words: string) => findTerms(words, terms).map(({ kind, of }) => [kind, ...of].join(" "));
  t.deepEqual(found("nginx"), ["role"]);
  t.deepEqual(found("upstream"), ["field nginx"]);
  t.true(found("check").length > 1);
  t.deepEqual(found("services.check"), ["field services"]);
  t.deepEqual(found("services.shop.check"), ["field services"]);
  t.deepEqual(found("tests[0].send.requests"), ["field http"]);
  t.deepEqual(found("http.requests"), ["field http"]);
  t.deepEqual(found("DR"), ["value services.mode"]);
  t.deepEqual(found("nonsense"), []);
});
