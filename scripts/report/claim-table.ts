import stringWidth from "string-width";
import { sideBySide, wrapped } from "../terminal/columns.ts";
import { plainLine } from "../terminal/plain-text.ts";
import type { Style } from "../terminal/style.ts";
import { breakFigure } from "./break-figure.ts";
import { MARKS, type Mark } from "./marks.ts";
import type { BreakResult, CheckResult, Verdict } from "./result.ts";

/** A claim as a part of the table: its sentence, then a row a check and a row a break. */
export interface ClaimEntry {
  readonly id: string;
  readonly mark: Mark;
  /** What stands before the sentence where the claim is not proven, as `failed`; else empty. */
  readonly verdict: string;
  readonly claim: string;
  readonly rows: readonly ClaimRow[];
  /** Lines beneath the rows that are not wrapped: commands to copy, and paths. */
  readonly tail: readonly string[];
}

/** One check or break of a claim. */
export interface ClaimRow {
  readonly mark: Mark;
  readonly name: string;
  readonly figure: string;
  readonly expected: string;
}

const INDENT = "      ";
const WIDEST_FIGURE = 32;
/** What is expected stands beside the figure where it has so much room, else below. */
const LEAST_BESIDE = 24;

/** The claims of a lab as lines; the columns are as wide as all of them need. */
export function claimTable(claims: readonly ClaimEntry[], style: Style, columns: number): string[] {
  const rows = claims.flatMap((claim) => claim.rows);
  const idWidth = Math.max(0, ...claims.map(({ id }) => stringWidth(id)));
  const nameWidth = Math.max(0, ...rows.map((row) => stringWidth(row.name)));
  const figureWidth = Math.min(WIDEST_FIGURE, Math.max(0, ...rows.map((row) => stringWidth(row.figure))));
  const expectedWidth = columns - INDENT.length - 2 - nameWidth - figureWidth - 4;
  const drawRow = ({ mark: { sign, colour }, name, figure, expected }: ClaimRow): string[] => {
    const named = {
      lines: [`${INDENT}${style(colour, sign)} ${name}`],
      width: INDENT.length + 2 + nameWidth,
    };
    const dim = (line: string) => style("dim", line);
    if (expectedWidth < LEAST_BESIDE) {
      const width = columns - named.width - 2;
      return sideBySide([
        named,
        { lines: [...wrapped(figure, width), ...wrapped(expected, width).map(dim)], width },
      ]);
    }
    const expectedLines = wrapped(expected, expectedWidth).map(dim);
    return sideBySide([
      named,
      { lines: wrapped(figure, figureWidth), width: figureWidth },
      { lines: expectedLines, width: expectedWidth },
    ]);
  };
  return claims.flatMap((claim) => [
    ...claimLines(claim, style, idWidth, columns),
    ...claim.rows.flatMap(drawRow),
    ...claim.tail.map((line) => `${INDENT}  ${style("dim", line)}`),
  ]);
}

function claimLines(
  { id, mark: { sign, colour }, verdict, claim }: ClaimEntry,
  style: Style,
  idWidth: number,
  columns: number,
): string[] {
  const said = verdict === "" ? "" : style(colour, `${verdict}: `);
  const width = columns - idWidth - 6;
  return sideBySide([
    { lines: [`  ${style([colour, "bold"], `${sign} ${plainLine(id)}`)}`], width: idWidth + 4 },
    { lines: wrapped(said + plainLine(claim), width), width },
  ]);
}

/** The word before a tested claim's sentence; one that is proven needs none. */
export function verdictWord(verdict: Verdict): string {
  return verdict === "passed" ? "" : MARKS[verdict].word;
}

type TestedCheck = Pick<CheckResult, "check" | "verdict" | "figure" | "expected">;
type TestedBreak = Pick<BreakResult, "change" | "fails" | "verdict"> & {
  readonly broken: Pick<CheckResult, "figure"> | null;
};

/** A row a check and a row a break, with what was measured beside what was expected. */
export function testedRows({ checks, breaks }: TestedParts): ClaimRow[] {
  return [...checks.map(testedCheck), ...breaks.map(testedBreak)];
}

interface TestedParts {
  readonly checks: readonly TestedCheck[];
  readonly breaks: readonly TestedBreak[];
}

function testedCheck({ verdict, check, figure, expected }: TestedCheck): ClaimRow {
  return {
    mark: MARKS[verdict],
    name: check,
    figure: plainLine(figure),
    expected: `expected ${plainLine(expected)}`,
  };
}

function testedBreak(result: TestedBreak): ClaimRow {
  return {
    mark: MARKS[result.verdict],
    name: "break",
    figure: breakFigure(result),
    expected: `with ${plainLine(result.change)}`,
  };
}
