import type { RuleFinding } from "../finding.ts";
import { ALLOWABLE_RULES } from "../schema/lab.ts";
import type { Rule, RuleSubject } from "./rule.ts";
import { unknownNode, unknownSegment, unknownService, unknownTier } from "./unknown-name.ts";

/** Every rule of meaning, in the order in which a person would ask. */
export const RULES: readonly Rule[] = [unknownSegment, unknownTier, unknownService, unknownNode];

/** What the rules find in a lab, less what it allows. */
export function findByRules(subject: RuleSubject): RuleFinding[] {
  const allowed = new Set<string>(subject.lab.allow);
  const active = RULES.filter(
    (rule) => !allowed.has(rule.name) && (subject.broken === null || rule.of === "lab"),
  );
  return active.flatMap((rule) =>
    [...rule.find(subject)].map((finding) => ({ rule: rule.name, ...finding })),
  );
}

/** Whether the lab may break this rule on purpose. */
export function isAllowable(rule: string): boolean {
  return ALLOWABLE_RULES.some((name) => name === rule);
}
