import { FORM_RULES } from "../form-rules.ts";
import { RULES } from "../rules/registry.ts";
import { ALLOWABLE_RULES } from "../schema/allow.ts";
import type { Term } from "./term.ts";

/** Every rule that an error of a lab file can name, told by its own text. */
export function ruleTerms(): Term[] {
  const allowable: readonly string[] = ALLOWABLE_RULES;
  return [
    ...RULES.map(({ name, about }) => {
      const on = allowable.includes(name) ? { "on purpose": `allow: [${name}]` } : {};
      return ruleTerm(name, about, on);
    }),
    ...Object.entries(FORM_RULES).map(([name, about]) => ruleTerm(name, about, {})),
  ];
}

function ruleTerm(name: string, about: string, facts: Term["facts"]): Term {
  return { name, kind: "rule", of: [], about, at: [], facts, fields: {} };
}
