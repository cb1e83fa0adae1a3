import { sideBySide, wrapped } from "../../terminal/columns.ts";
import type { Style } from "../../terminal/style.ts";
import type { Trace } from "../../trace/trace.ts";
import type { BrokenTrace, TraceReport } from "../../trace/trace-report.ts";
import { noDifference } from "./no-difference.ts";
import { hiddenWalks, type TextBlock, walkBlocks } from "./text-walk.ts";

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
  const alone = () => linesOf(walkBlocks(trace, null, options));
  const shown = breaks.length === 0 ? [alone()] : breaks.map((broken) => bothText(trace, broken, options));
  return [...shown.flatMap((lines) => [...lines, ""]), ...legend(trace, options)].join("\n");
}

function linesOf(blocks: readonly TextBlock[]): string[] {
  return blocks.flatMap(({ lines }) => lines);
}

function bothText(trace: Trace, brokenTrace: BrokenTrace, options: TraceTextOptions): string[] {
  const { claim, change, trace: broken, difference } = brokenTrace;
  const { style, columns } = options;
  const beside = columns >= SIDE_BY_SIDE_FROM;
  const width = beside ? Math.floor((columns - GAP.length) / 2) : columns;
  const one = { ...options, columns: width };
  const title = (text: string): TextBlock => ({
    lines: wrapped(style("bold", text), width),
    marked: false,
  });
  const left = [title("as written"), ...walkBlocks(trace, difference?.written ?? null, one)];
  const right = [
    title(`without the cause of ${claim}: ${change}`),
    ...walkBlocks(broken, difference?.broken ?? null, one),
  ];
  const said =
    difference === null
      ? noDifference(trace, brokenTrace)
      : `${style("yellow", "◀")} marks the first hop at which the two differ.`;
  if (!beside) return [...linesOf(left), "", ...linesOf(right), "", said];
  return [...zipped(left, right, width), "", said];
}

/** Up to the first difference the same stands beside the same; from there on each goes its own way. */
function zipped(left: readonly TextBlock[], right: readonly TextBlock[], width: number): string[] {
  const split = Math.min(left.length, right.length, 1 + markedAt(left), 1 + markedAt(right));
  const pairs = Array.from({ length: split }, (_, index) => [
    left[index]?.lines ?? [],
    right[index]?.lines ?? [],
  ]);
  const rest = [linesOf(left.slice(split)), linesOf(right.slice(split))];
  return [...pairs, rest]
    .filter((pair) => pair.some((lines) => lines.length > 0))
    .flatMap((pair) =>
      sideBySide(
        pair.map((lines) => ({ lines, width })),
        GAP,
      ),
    );
}

function markedAt(blocks: readonly TextBlock[]): number {
  const at = blocks.findIndex(({ marked }) => marked);
  return at < 0 ? blocks.length : at;
}

function legend(trace: Trace, { style, columns }: TraceTextOptions): string[] {
  const hidden = hiddenWalks(trace);
  const rest = hidden === 0 ? "" : `${hidden} more packets: acknowledgements, more data and the close. `;
  const text = `${rest}Times in ms since the first packet. What follows \`plan:\` is inferred from the lab's plan, where it agrees with what was seen; all else was seen in packets.`;
  return wrapped(text, columns).map((line) => style("dim", line));
}
