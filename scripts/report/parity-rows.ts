import type { BreakResult, LabResult, Verdict } from "./result.ts";

/** One lab as it was proven by one engine on one node kernel, or why it was not. What only part of was proven has a result and a trouble. */
export interface World {
  /** `local, uml`. */
  readonly name: string;
  readonly result: LabResult | null;
  /** What this machine lacks for it. */
  readonly lack: string | null;
  /** What went wrong, where all is there. */
  readonly trouble: string | null;
}

/** Claim by claim, check by check and break by break, what each world says. */
export interface ParityRow {
  readonly kind: "claim" | "check" | "break";
  readonly claim: string;
  /** The name of the claim, of its check, or of the check that a break makes fail. */
  readonly what: string;
  /** By world, those without a result left out; null where it could not say. */
  readonly cells: readonly (Cell | null)[];
}

interface Cell {
  readonly verdict: Verdict;
  readonly figure: string;
  /** A sentence that says what was found; empty where its parts say it. */
  readonly told: string;
  /** What packets showed that must be the same everywhere; null where it is nothing that packets decide. */
  readonly facts: readonly string[] | null;
}

/** The rows of all worlds that have a result, in the order of the first. */
export function parityRows(worlds: readonly World[]): ParityRow[] {
  const results = worlds.flatMap(({ result }) => (result === null ? [] : [result]));
  const [first] = results;
  return (first?.tests ?? []).flatMap((test) => {
    const tests = results.map(({ tests: all }) => all.find(({ id }) => id === test.id));
    const row = <T>(
      kind: ParityRow["kind"],
      what: string,
      all: readonly (T | undefined)[],
      cellOf: (one: T) => Cell,
    ): ParityRow => ({
      ...{ kind, claim: test.id, what },
      cells: all.map((one) => (one === undefined ? null : cellOf(one))),
    });
    return [
      row("claim", test.id, tests, ({ verdict }) => ({ verdict, figure: "", told: "", facts: null })),
      ...test.checks.map((check, index) =>
        row(
          "check",
          check.check,
          tests.map((one) => one?.checks[index]),
          ({ verdict, figure, sentence, facts = null }) => ({ verdict, figure, told: sentence, facts }),
        ),
      ),
      ...test.breaks.map(({ fails }, index) =>
        row(
          "break",
          fails,
          tests.map((one) => one?.breaks[index]),
          (one) => ({
            verdict: one.verdict,
            figure: one.broken?.figure ?? "",
            told: toldOfBreak(one),
            facts: factsOfBreak(one),
          }),
        ),
      ),
    ];
  });
}

/** Whether all worlds that could say something said the same. */
export function rowAgrees(row: ParityRow): boolean {
  return verdictsAgree(row) && factsAgree(row);
}

/** Whether all worlds that could say something gave the same verdict. */
export function verdictsAgree(row: ParityRow): boolean {
  return new Set(saying(row).map(({ verdict }) => verdict)).size < 2;
}

/** Whether packets showed the same in all worlds that looked. */
export function factsAgree(row: ParityRow): boolean {
  return new Set(saying(row).flatMap(({ facts }) => (facts === null ? [] : facts.join("\n")))).size < 2;
}

/** The facts of each world that not all others share, by the place of its cell; null where it did not look. */
export function ownFacts(row: ParityRow): (readonly string[] | null)[] {
  const told = saying(row).flatMap(({ facts }) => (facts === null ? [] : [facts]));
  return row.cells.map((cell) =>
    cell === null || cell.facts === null || isSilent(cell)
      ? null
      : cell.facts.filter((fact) => !told.every((facts) => facts.includes(fact))),
  );
}

function saying({ cells }: ParityRow): Cell[] {
  return cells.flatMap((cell) => (cell === null || isSilent(cell) ? [] : [cell]));
}

/** What was not measured, or skipped, contradicts nothing. */
function isSilent({ verdict }: Cell): boolean {
  return verdict === "not-measured" || verdict === "skipped";
}

/** Why it has its verdict, and what was seen where that is the reason. */
function toldOfBreak({ note, verdict, broken, seen, restored }: BreakResult): string {
  const reasons = [...seen, ...(restored === null ? [] : [restored])].filter(
    (check) => check.verdict !== "passed",
  );
  const shown = verdict === "passed" || reasons.length === 0 ? [broken] : reasons;
  return [note === null ? "" : `${note}:`, ...shown.map((check) => check?.sentence ?? "")].join(" ").trim();
}

function factsOfBreak({ broken, seen }: BreakResult): readonly string[] | null {
  const facts = [...(broken === null ? [] : [broken]), ...seen].flatMap((check) =>
    check.facts === undefined ? [] : [check.facts],
  );
  return facts.length === 0 ? null : [...new Set(facts.flat())].toSorted();
}
