import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";

/** The widest that text for people is made, in columns. */
const WIDEST = 100;
const NARROWEST = 60;

/** Columns to write in: those of the terminal, but never more than are good to read. */
export function columnsOf(stream: NodeJS.WriteStream): number {
  return Math.max(NARROWEST, Math.min(WIDEST, stream.columns ?? WIDEST));
}

/** Columns that a table may take: those of the terminal; elsewhere there is no end, so that a row stays a line. */
export function tableColumnsOf(stream: NodeJS.WriteStream): number {
  return Math.max(NARROWEST, stream.columns ?? Number.POSITIVE_INFINITY);
}

/** Text in lines of at most `width` columns, broken between words; a longer word is broken inside. */
export function wrapped(text: string, width: number): string[] {
  return wrapAnsi(text, Math.max(1, width), { hard: true })
    .split("\n")
    .map((line) => line.trimEnd());
}

/** Text filled up with spaces to `width` columns. */
export function padded(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - stringWidth(text)));
}

/** Rows under a heading, each column as wide as its widest cell. */
export function alignedRows(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, index) =>
    Math.max(...rows.map((row) => stringWidth(row[index] ?? ""))),
  );
  return rows.map((row) =>
    row
      .map((cell, index) => padded(cell, widths[index] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

/** Cells side by side, each wrapped to its column's width. */
export function sideBySide(
  cells: readonly { readonly lines: readonly string[]; readonly width: number }[],
  gap = "  ",
): string[] {
  const height = Math.max(...cells.map((cell) => cell.lines.length));
  return Array.from({ length: height }, (_, row) =>
    cells
      .map((cell) => padded(cell.lines[row] ?? "", cell.width))
      .join(gap)
      .trimEnd(),
  );
}
