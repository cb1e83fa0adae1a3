import type * as z from "zod";
import { pathText, type RuleFinding } from "./finding.ts";
import { hint, type Issue, refusesType } from "./schema-hints.ts";
import { type Path, valueAt } from "./source.ts";
import { didYouMean, expectedOneOf, nearest } from "./suggest.ts";

/** A value checked by its schema: what it reads as, or what does not fit. */
export interface CheckedShape<T> {
  readonly data: T | null;
  readonly findings: readonly RuleFinding[];
  /** The parts that do not fit, by the first two steps of their paths, as in `tiers.web`. */
  readonly refused: ReadonlySet<string>;
  /** Where keys stand that the schema does not know. */
  readonly unknownKeys: readonly Path[];
}

/**
 * Checks a value by its schema; each mismatch is a finding with what was expected and what was found. Its words give
 * paths as `written` does.
 */
export function checkShape<S extends z.ZodType>(
  schema: S,
  raw: unknown,
  written: (path: Path) => Path = (path) => path,
): CheckedShape<z.output<S>> {
  const guesses: Issue[][] = [];
  // A schema is used a few times a run: to compile it first would take longer than to walk it.
  const result = schema.safeParse(raw, { error: (issue) => hint(issue, guesses), jitless: true });
  if (result.success) {
    return { data: result.data, findings: [], refused: new Set(), unknownKeys: [] };
  }
  const mismatches = result.error.issues
    .slice(0, MAX_FINDINGS)
    .flatMap((issue) => flatten(issue, [], guesses));
  const findings = withoutMisspelt(mismatches.slice(0, MAX_FINDINGS), raw).map((one) =>
    describe(one, raw, written),
  );
  const refused = new Set(result.error.issues.map(({ path }) => path.slice(0, 2).join(".")));
  const unknownKeys = mismatches.flatMap(({ kind, path }) => (kind === "unknown-key" ? [path] : []));
  return { data: null, findings, refused, unknownKeys };
}

/** A file with more errors than these is no lab. */
const MAX_FINDINGS = 500;

interface Mismatch {
  readonly kind: "unknown-key" | "bad-key" | "choice" | "value";
  readonly path: Path;
  /** What was expected, in words. */
  readonly expected: string;
  /** The known keys, or the values to choose from. */
  readonly known: readonly string[];
}

function flatten(issue: Issue, prefix: Path, guesses: readonly Issue[][]): Mismatch[] {
  const path = [...prefix, ...issue.path.filter((step) => typeof step !== "symbol")];
  const words = issue.message.split(" ");
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        kind: "unknown-key",
        path: [...path, key],
        expected: "",
        known: words,
      }));
    case "invalid_union":
      if (issue.errors.length === 0) {
        const guess = guesses[Number(words[0])] ?? [];
        const choice: Mismatch = { kind: "choice", path, expected: "", known: words.slice(1) };
        return [choice, ...guess.flatMap((error) => flatten(error, path.slice(0, -1), guesses))];
      }
      if (words[0] === "none") {
        return [{ kind: "value", path, expected: `one of the keys ${words.slice(1).join(", ")}`, known: [] }];
      }
      if (viable(issue.errors).every(isAboutWhole)) {
        const expected = [...new Set(viable(issue.errors).flat().flatMap(expectedWords))].join(", or ");
        return [{ kind: "value", path, expected, known: [] }];
      }
      return (issue.errors[Number(issue.message)] ?? []).flatMap((error) => flatten(error, path, guesses));
    case "invalid_value":
      return issue.values.length === 1
        ? [{ kind: "value", path, expected: issue.message, known: [] }]
        : [{ kind: "choice", path, expected: "", known: words }];
    case "invalid_key":
      return [{ kind: "bad-key", path, expected: issue.issues[0]?.message ?? "", known: [] }];
    default:
      return [{ kind: "value", path, expected: issue.message, known: [] }];
  }
}

/** The branches that take this kind of value; all of them where none does. */
function viable(branches: readonly Issue[][]): readonly Issue[][] {
  const taking = branches.filter((errors) => !refusesType(errors));
  return taking.length > 0 ? taking : branches;
}

/** Whether a branch speaks of the value itself and not of something within it. */
function isAboutWhole(errors: readonly Issue[]): boolean {
  return errors.every(
    (error) =>
      error.path.length === 0 &&
      error.code !== "unrecognized_keys" &&
      (error.code !== "invalid_union" || viable(error.errors).every(isAboutWhole)),
  );
}

function expectedWords(error: Issue): string[] {
  if (error.code === "invalid_union") {
    return viable(error.errors).flat().flatMap(expectedWords);
  }
  const isChoice = error.code === "invalid_value" && error.values.length > 1;
  return [isChoice ? error.message.split(" ").join(", or ") : error.message];
}

/** A misspelt key is unknown, and the right one is missing: one mistake, told once. */
function withoutMisspelt(mismatches: readonly Mismatch[], raw: unknown): Mismatch[] {
  const unknown = new Map<string, string[]>();
  for (const { kind, path } of mismatches) {
    if (kind === "unknown-key") {
      const parent = pathText(path.slice(0, -1));
      unknown.set(parent, [...(unknown.get(parent) ?? []), String(path.at(-1))]);
    }
  }
  return mismatches.filter(({ kind, path }) => {
    const misspelt = unknown.get(pathText(path.slice(0, -1))) ?? [];
    const isMissing = kind !== "unknown-key" && valueAt(raw, path) === undefined;
    return !(isMissing && nearest(String(path.at(-1)), misspelt) !== null);
  });
}

function describe(
  { kind, path, expected, known }: Mismatch,
  raw: unknown,
  written: (path: Path) => Path,
): RuleFinding {
  const parent = path.slice(0, -1);
  const place = written(path);
  const last = String(place.at(-1) ?? "");
  const within = place.length <= 1 ? "" : ` in \`${pathText(place.slice(0, -1))}\``;
  const found = valueAt(raw, path);
  if (kind === "unknown-key") {
    const label = expectedOneOf(known, "keys");
    return {
      rule: "unknown-key",
      message: `unknown key \`${last}\`${within}`,
      path,
      on: "key",
      label,
      help: didYouMean(last, known),
    };
  }
  if (kind === "bad-key") {
    return {
      rule: "bad-name",
      message: `\`${last}\`${within} is not a possible name`,
      path,
      on: "key",
      label: `expected ${expected}`,
    };
  }
  const label = kind === "choice" ? expectedOneOf(known, "choice") : `expected ${expected}`;
  if (found === undefined) {
    const misspelt = kind === "choice" ? nearest(last, Object.keys(Object(valueAt(raw, parent)))) : null;
    if (misspelt !== null) {
      const help = `did you mean \`${last}\`?`;
      return {
        rule: "unknown-key",
        message: `unknown key \`${misspelt}\`${within}`,
        path: [...parent, misspelt],
        on: "key",
        label: `expected ${last}`,
        help,
      };
    }
    const owner = parent.length === 0 ? "the lab" : `\`${pathText(place.slice(0, -1))}\``;
    return { rule: "missing-key", message: `${owner} has no \`${last}\``, path: parent, on: "key", label };
  }
  const help = kind === "choice" && typeof found === "string" ? didYouMean(found, known) : null;
  return { rule: "bad-value", message: `\`${pathText(place)}\` is ${foundWords(found)}`, path, label, help };
}

const MAX_FOUND = 60;

function foundWords(value: unknown): string {
  if (value === null) {
    return "empty";
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? "an empty list" : "a list";
  }
  if (typeof value === "object") {
    return "a mapping";
  }
  const text = String(value);
  const shown = text.length > MAX_FOUND ? `${text.slice(0, MAX_FOUND)}…` : text;
  return typeof value === "string" ? (text === "" ? "empty" : `\`${shown}\``) : `${shown}`;
}
