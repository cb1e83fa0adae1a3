import { sideBySide } from "../../terminal/columns.ts";
import type { Style } from "../../terminal/style.ts";
import type { BrokenTrace, TraceReport } from "../../trace/trace-report.ts";
import { walkLines } from "./text-walk.ts";

export interface TraceTextOptions {
  readonly style: Style;
  /** Widest line. */
  readonly columns: number;
  /** Whether replies are shown hop by hop as well. */
  readonly reply: boolean;
}

/** The narrowest that two walks stand side by side. */
const SIDE_BY_SIDE_FROM = 90;
const GAP = " │ ";

/** A trace for a person at a terminal; with a break both walks side by side, one above the other where there is no room. */
export function traceText({ trace, breaks }: TraceReport, options: TraceTextOptions): string {
  if (breaks.length === 0) return walkLines(trace, null, options).join("\n");
  return breaks.map((broken) => bothText(trace, broken, options).join("\n")).join("\n\n");
}

function bothText(
  trace: TraceReport["trace"],
  { claim, change, trace: broken, difference }: BrokenTrace,
  options: TraceTextOptions,
): string[] {
  const { style, columns } = options;
  const beside = columns >= SIDE_BY_SIDE_FROM;
  const width = beside ? Math.floor((columns - GAP.length) / 2) : columns;
  const one = { ...options, columns: width };
  const left = [style("bold", "as written"), "", ...walkLines(trace, difference?.written ?? null, one)];
  const right = [
    style("bold", `without the cause of ${claim}`),
    style("yellow", `with ${change}`.slice(0, width)),
    ...walkLines(broken, difference?.broken ?? null, one),
  ];
  const said =
    difference === null
      ? "No hop differs: one request does not show what this break does."
      : `${style("yellow", "◀")} marks the first hop at which the two differ.`;
  if (!beside) return [...left, "", ...right, "", said];
  const cells = [
    { lines: left, width },
    { lines: right, width },
  ];
  return [...sideBySide(cells, GAP), "", said];
}
