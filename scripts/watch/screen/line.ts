import stringWidth from "string-width";
import { plainText } from "../../terminal/plain-text.ts";

/** A line of the screen: pieces of text, each with what it means. */
export type Line = readonly Span[];

export interface Span {
  readonly text: string;
  readonly tone: Tone;
}

export type Tone = "plain" | "good" | "bad" | "warn" | "dim" | "title" | "chosen" | "key";

export function span(text: string, tone: Tone = "plain"): Span {
  return { text: plainText(text).replace(/[\n\t]/g, " "), tone };
}

export function lineWidth(line: Line): number {
  return line.reduce((sum, { text }) => sum + stringWidth(text), 0);
}

export function isSameLine(one: Line, other: Line): boolean {
  return (
    one.length === other.length &&
    one.every(({ text, tone }, at) => text === other[at]?.text && tone === other[at]?.tone)
  );
}

/** Text cut to a number of columns, with `…` where something is missing. */
export function cut(text: string, columns: number): string {
  if (stringWidth(text) <= columns) return text;
  let kept = "";
  for (const letter of text) {
    if (stringWidth(kept + letter) > columns - 1) break;
    kept += letter;
  }
  return `${kept}…`;
}

/** A cell of a table: text cut, or filled up, to a number of columns. */
export function cell(text: string, columns: number, side: "left" | "right" = "left"): string {
  const fitting = cut(text, columns);
  const rest = " ".repeat(Math.max(0, columns - stringWidth(fitting)));
  return side === "left" ? fitting + rest : rest + fitting;
}

/** Two parts of a line at its two ends, the right one left out where there is no room. */
export function spread(left: Line, right: Line, columns: number): Line {
  const room = columns - lineWidth(left) - lineWidth(right);
  return room < 2 ? left : [...left, span(" ".repeat(room)), ...right];
}

/** Pieces in lines of at most so many columns, each piece whole. */
export function flow(pieces: readonly Line[], columns: number, gap = "  "): Line[] {
  const lines: Line[] = [];
  let line: Line = [];
  for (const piece of pieces) {
    const longer = line.length === 0 ? piece : [...line, span(gap), ...piece];
    if (line.length > 0 && lineWidth(longer) > columns) {
      lines.push(line);
      line = piece;
    } else line = longer;
  }
  return line.length === 0 ? lines : [...lines, line];
}
