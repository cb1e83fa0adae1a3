import { alignedRows } from "../terminal/columns.ts";
import type { Style } from "../terminal/style.ts";
import { MARKS } from "./marks.ts";
import type { LabResult, Verdict } from "./result.ts";

/** One lab as it was proven by one engine on one node kernel, or why it was not. */
export interface World {
  /** `local, uml`. */
  readonly name: string;
  readonly result: LabResult | null;
  /** Why the lab cannot run there. */
  readonly lack: string | null;
}

/** Claim by claim, check by check and break by break, what each world says. */
interface ParityRow {
  readonly what: string;
  /** By world; null where it could not say. */
  readonly cells: readonly (Cell | null)[];
}

interface Cell {
  readonly verdict: Verdict;
  readonly figure: string;
}

/** Whether all worlds that could say something said the same of each claim, check and break. */
export function worldsAgree(worlds: readonly World[]): boolean {
  return rowsOf(worlds).every(agrees);
}

/** The table for a person: a column a world, differences marked; below it why a world is missing. */
export function parityTable(worlds: readonly World[], style: Style): string {
  const there = worlds.filter(({ result }) => result !== null);
  const head = ["", ...there.map(({ name }) => name), ""];
  const rows = rowsOf(worlds).map((row) => [
    row.what,
    ...row.cells.map((cell) => (cell === null ? "·" : shown(cell, style))),
    agrees(row) ? "" : style("red", "differs"),
  ]);
  const missing = worlds.flatMap(({ name, lack }) => (lack === null ? [] : [`${name}: not here, ${lack}`]));
  return [...alignedRows([head, ...rows]), ...(missing.length > 0 ? ["", ...missing] : [])].join("\n");
}

function shown({ verdict, figure }: Cell, style: Style): string {
  const { sign, colour } = MARKS[verdict];
  return `${style(colour, sign)} ${figure}`;
}

/** What was not measured, or skipped, contradicts nothing. */
function agrees({ cells }: ParityRow): boolean {
  const said = cells.flatMap((cell) =>
    cell === null || cell.verdict === "not-measured" || cell.verdict === "skipped" ? [] : [cell.verdict],
  );
  return new Set(said).size < 2;
}

function rowsOf(worlds: readonly World[]): ParityRow[] {
  const results = worlds.flatMap(({ result }) => (result === null ? [] : [result]));
  const [first] = results;
  return (first?.tests ?? []).flatMap((test) => {
    const tests = results.map(({ tests: all }) => all.find(({ id }) => id === test.id));
    return [
      row(test.id, tests, (one) => ({ verdict: one.verdict, figure: "" })),
      ...test.checks.map((check, index) =>
        row(
          `  ${check.check}`,
          tests.map((one) => one?.checks[index]),
          ({ verdict, figure }) => ({ verdict, figure }),
        ),
      ),
      ...test.breaks.map((_, index) =>
        row(
          "  break",
          tests.map((one) => one?.breaks[index]),
          ({ verdict, broken }) => ({ verdict, figure: broken?.figure ?? "" }),
        ),
      ),
    ];
  });
}

function row<T>(what: string, all: readonly (T | undefined)[], cellOf: (one: T) => Cell): ParityRow {
  return { what, cells: all.map((one) => (one === undefined ? null : cellOf(one))) };
}
