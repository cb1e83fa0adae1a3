import type * as z from "zod";
import { valueAt } from "./source.ts";
import { nearest } from "./suggest.ts";

export type Issue = z.core.$ZodIssue;

/**
 * The words of an issue. It runs while the schema is at hand, and the issue keeps nothing but its message: so for an
 * unknown key the message holds the known keys, for a union the number of the branch that fits
 * best or the keys of which one is missing, and for a choice that nobody knows the number of the guess what was meant, then the known ones.
 */
export function hint(issue: z.core.$ZodRawIssue, guesses: Issue[][]): string {
  switch (issue.code) {
    case "unrecognized_keys":
      return shapeKeys(issue.inst).join(" ");
    case "invalid_union":
      return issue.errors.length > 0 ? bestBranch(issue) : guessChoice(issue, guesses);
    case "invalid_value":
      return issue.values.length === 1
        ? `\`${String(issue.values[0])}\``
        : issue.values.map(String).join(" ");
    case "invalid_type":
      return TYPE_WORDS[issue.expected] ?? issue.expected;
    case "too_small":
      return `at least ${amount(issue.minimum, issue.origin)}`;
    case "too_big":
      return `at most ${amount(issue.maximum, issue.origin)}`;
    default:
      return "another value";
  }
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: "text",
  int: "a whole number",
  number: "a number",
  object: "a mapping",
  record: "a mapping of names",
  array: "a list",
  boolean: "`true` or `false`",
};

function amount(limit: number | bigint, origin: string): string {
  const unit = origin === "string" ? "character" : origin === "array" ? "item" : "";
  return unit === "" ? String(limit) : `${limit} ${unit}${Number(limit) === 1 ? "" : "s"}`;
}

interface SchemaDefinition {
  readonly shape?: Readonly<Record<string, unknown>>;
  readonly options?: readonly unknown[];
}

function definition(schema: unknown): SchemaDefinition {
  return (schema as { _zod?: { def?: SchemaDefinition } } | undefined)?._zod?.def ?? {};
}

function shapeKeys(schema: unknown): string[] {
  return Object.keys(definition(schema).shape ?? {});
}

/** Where a role is misspelt, the rest is still checked, as for the role that was meant. */
function guessChoice(issue: UnionIssue, guesses: Issue[][]): string {
  const { discriminator, options, input } = issue as {
    discriminator?: string;
    options?: string[];
    input?: unknown;
  };
  const known = options ?? [];
  const given = valueAt(input, [discriminator ?? ""]);
  const meant = typeof given === "string" ? nearest(given, known) : null;
  const schema = definition(issue.inst).options?.[known.indexOf(meant ?? "")] as z.ZodType | undefined;
  const corrected = { ...(input as object), [discriminator ?? ""]: meant };
  const result = schema?.safeParse(corrected, { error: (inner) => hint(inner, guesses) });
  return [guesses.push(result?.error?.issues ?? []) - 1, ...known].join(" ");
}

type UnionIssue = z.core.$ZodRawIssue<z.core.$ZodIssueInvalidUnion>;

/**
 * The branch that was meant: one of the value's type, with the key that only it has, and the fewest faults. Where each
 * branch is told by a key of its own and none of them is there, `none` and these keys.
 */
function bestBranch(issue: UnionIssue): string {
  const options = definition(issue.inst).options ?? [];
  const isMapping = typeof issue.input === "object" && issue.input !== null && !Array.isArray(issue.input);
  const given = isMapping ? Object.keys(issue.input as object) : [];
  const tellers = options.map((option, at) => {
    const others = options.filter((_, place) => place !== at).map(shapeKeys);
    return shapeKeys(option).find((key) => !others.some((keys) => keys.includes(key)));
  });
  const meant = tellers.map((key) => key !== undefined && nearest(key, given) !== null);
  if (isMapping && tellers.every((key) => key !== undefined) && !meant.includes(true))
    return ["none", ...tellers].join(" ");
  const costs = issue.errors.map(
    (errors, at) => (refusesType(errors) ? 1e6 : 0) + (meant[at] ? 0 : 1e5) + Math.min(faults(errors), 1e4),
  );
  return String(costs.indexOf(Math.min(...costs)));
}

function faults(errors: readonly Issue[]): number {
  return errors.reduce((sum, error) => sum + (error.code === "unrecognized_keys" ? error.keys.length : 1), 0);
}

/** Whether it is the kind of value that a branch refuses, not something within it. */
export function refusesType(errors: readonly Issue[]): boolean {
  return errors.some(
    (error) =>
      error.path.length === 0 &&
      (error.code === "invalid_type" || (error.code === "invalid_union" && error.errors.every(refusesType))),
  );
}
