import {
  type BreakResult,
  type CheckResult,
  type Report,
  type TestResult,
  VERDICTS,
  type Verdict,
} from "../result.ts";

/** One thing that two reports tell differently. */
export interface Difference {
  readonly lab: string;
  /** The claim; null where it is about the whole lab. */
  readonly claim: string | null;
  /** The check, or `break: ` and its change; null where it is about the whole claim. */
  readonly part: string | null;
  readonly kind: "verdict" | "figure" | "path" | "expected" | "came" | "went";
  /** Null where it was not there. */
  readonly before: string | null;
  /** Null where it is there no more. */
  readonly after: string | null;
  /** Whether something that was proven is so no more, or came out worse. */
  readonly regression: boolean;
}

/**
 * What changed from one report to another, in the order of the first. A verdict that is worse is a regression, and so is
 * a passed claim, check or break that is there no more: what is not tried proves nothing. A figure alone is none, for its check judges it.
 */
export function compareReports(before: Report, after: Report): Difference[] {
  return pairs(before.labs, after.labs, ({ lab }) => lab).flatMap(([old, now]) => {
    const lab = (old ?? now)?.lab ?? "";
    return pairs(old?.tests ?? [], now?.tests ?? [], ({ id }) => id).flatMap(([oldTest, nowTest]) =>
      compareTests(oldTest, nowTest).map((difference) => ({ lab, ...difference })),
    );
  });
}

type WithoutLab = Omit<Difference, "lab">;

function compareTests(before: TestResult | undefined, after: TestResult | undefined): WithoutLab[] {
  const claim = (before ?? after)?.id ?? null;
  const whole = compareVerdicts(before, after).map((found) => ({ claim, part: null, ...found }));
  if (before === undefined || after === undefined) return whole;
  const checks = pairs(before.checks, after.checks, ({ check }) => check);
  const breaks = pairs(before.breaks, after.breaks, ({ change, fails }) => `${fails} ${change}`);
  const parts = [
    ...checks.flatMap(([old, now]) => {
      const found = [...compareVerdicts(old, now), ...compareFound(old, now)];
      return found.map((one) => ({ part: (old ?? now)?.check ?? "", ...one }));
    }),
    ...breaks.flatMap(([old, now]) => {
      const found = [...compareVerdicts(old, now), ...compareBroken(old, now)];
      return found.map((one) => ({ part: `break: ${(old ?? now)?.change ?? ""}`, ...one }));
    }),
  ];
  // A claim's verdict is that of its worst part: where a part tells of it already, it is not told twice.
  const toldByPart = parts.some(({ kind }) => kind !== "figure" && kind !== "path" && kind !== "expected");
  return [...(toldByPart ? [] : whole), ...parts.map((part) => ({ claim, ...part }))];
}

type Found = Pick<Difference, "kind" | "before" | "after" | "regression">;

interface Judged {
  readonly verdict: Verdict;
}

function compareVerdicts(before: Judged | undefined, after: Judged | undefined): Found[] {
  if (before === undefined)
    return after === undefined
      ? []
      : [{ kind: "came", before: null, after: after.verdict, regression: isWrong(after.verdict) }];
  if (after === undefined)
    return [{ kind: "went", before: before.verdict, after: null, regression: before.verdict === "passed" }];
  if (before.verdict === after.verdict) return [];
  const regression = VERDICTS.indexOf(after.verdict) > VERDICTS.indexOf(before.verdict);
  return [{ kind: "verdict", before: before.verdict, after: after.verdict, regression }];
}

function isWrong(verdict: Verdict): boolean {
  return verdict === "failed" || verdict === "proves-nothing";
}

/** What was measured, and what was expected of it: a bound may have moved. */
function compareFound(before: CheckResult | undefined, after: CheckResult | undefined): Found[] {
  if (before === undefined || after === undefined) return [];
  const found = (kind: "figure" | "path" | "expected", old: string, now: string): Found[] =>
    old === now ? [] : [{ kind, before: old, after: now, regression: false }];
  return [
    ...found("expected", before.expected, after.expected),
    ...(before.check === "path"
      ? found("path", before.observed, after.observed)
      : found("figure", before.figure, after.figure)),
  ];
}

function compareBroken(before: BreakResult | undefined, after: BreakResult | undefined): Found[] {
  return compareFound(before?.broken ?? undefined, after?.broken ?? undefined);
}

/** Each of the first with that of the same name in the second, then those of the second alone; of equal names the nth with the nth. */
function pairs<T>(
  before: readonly T[],
  after: readonly T[],
  nameOf: (one: T) => string,
): (readonly [T | undefined, T | undefined])[] {
  const named = (all: readonly T[]) => {
    const counts = new Map<string, number>();
    return new Map(
      all.map((one) => {
        const name = nameOf(one);
        const nth = (counts.get(name) ?? 0) + 1;
        counts.set(name, nth);
        return [`${name} ${nth}`, one] as const;
      }),
    );
  };
  const [old, now] = [named(before), named(after)];
  return [...new Set([...old.keys(), ...now.keys()])].map((key) => [old.get(key), now.get(key)] as const);
}
