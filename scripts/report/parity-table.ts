import { EXIT } from "../exit-codes.ts";
import { alignedRows } from "../terminal/columns.ts";
import type { Style } from "../terminal/style.ts";
import { MARKS } from "./marks.ts";
import {
  factsAgree,
  ownFacts,
  type ParityRow,
  parityRows,
  rowAgrees,
  verdictsAgree,
  type World,
} from "./parity-rows.ts";

/** Whether all worlds that could say something said the same of each claim, check and break, and saw the same packets. */
export function worldsAgree(worlds: readonly World[]): boolean {
  return parityRows(worlds).every(rowAgrees);
}

/** The table for a person: a column a world, differences marked; below it what each world says of those, and why a world is missing or not whole. */
export function parityTable(worlds: readonly World[], style: Style): string {
  const there = worlds.filter(({ result }) => result !== null);
  const head = ["", ...there.map(({ name }) => name), ""];
  const rows = parityRows(worlds);
  const table = rows.map((row) => [
    nameOf(row),
    ...row.cells.map((cell) => {
      if (cell === null) return "·";
      const { sign, colour } = MARKS[cell.verdict];
      return `${style(colour, sign)} ${cell.figure}`;
    }),
    remark(row, style),
  ]);
  const names = there.map(({ name }) => name);
  const different = rows.flatMap((row) => [...verdictLines(row, names), ...factLines(row, names)]);
  const missing = worlds.flatMap(({ name, lack, trouble }) => [
    ...(lack === null ? [] : [`${name}: not here, ${lack}`]),
    ...(trouble === null ? [] : [`${name}: ${style("red", "went wrong")}, ${trouble}`]),
  ]);
  return [
    ...alignedRows([head, ...table]),
    ...different,
    ...(missing.length > 0 ? ["", ...missing] : []),
  ].join("\n");
}

/**
 * The exit code of a comparison: a difference or a failed claim tells most; a world that went wrong, and none at all, are
 * not compared. What this machine does not have is no fault.
 */
export function parityExitCode(worlds: readonly World[]): number {
  const results = worlds.flatMap(({ result }) => result ?? []);
  const failed = results.some(({ verdict }) => verdict === "failed");
  if (failed || !worldsAgree(worlds)) return EXIT.checkFailed;
  return results.length === 0 || worlds.some(({ trouble }) => trouble !== null)
    ? EXIT.cannotRunHere
    : EXIT.ok;
}

/** How much was compared, as in `18 claims, 19 breaks and 23 accounts of packets`. */
export function comparedInWords(worlds: readonly World[]): string {
  const rows = parityRows(worlds);
  const number = (kind: ParityRow["kind"]) => rows.filter((row) => row.kind === kind).length;
  const looked = rows.filter(({ cells }) => cells.filter((cell) => cell?.facts).length > 1).length;
  return `${number("claim")} claims, ${number("break")} breaks and ${looked} accounts of packets`;
}

function nameOf({ kind, what }: ParityRow): string {
  return kind === "claim" ? what : kind === "check" ? `  ${what}` : `  break of ${what}`;
}

function remark(row: ParityRow, style: Style): string {
  if (rowAgrees(row)) return row.cells.filter((cell) => cell?.facts).length > 1 ? "same packets" : "";
  return style("red", factsAgree(row) ? "differs" : "packets differ");
}

function verdictLines(row: ParityRow, names: readonly string[]): string[] {
  // A claim's verdict is that of its worst part, which is told already.
  if (row.kind === "claim" || verdictsAgree(row)) return [];
  const lines = row.cells.flatMap((cell, index) =>
    cell === null ? [] : [["", names[index] ?? "", cell.verdict, cell.told]],
  );
  return ["", `${row.claim}, ${nameOf(row).trim()}: verdicts differ`, ...alignedRows(lines)];
}

function factLines(row: ParityRow, names: readonly string[]): string[] {
  if (factsAgree(row)) return [];
  const lines = ownFacts(row).flatMap((facts, index) =>
    facts === null
      ? []
      : (facts.length === 0 ? ["nothing more"] : facts).map((fact) => ["", names[index] ?? "", fact]),
  );
  return ["", `${row.claim}, ${nameOf(row).trim()}: packets differ`, ...alignedRows(lines)];
}
