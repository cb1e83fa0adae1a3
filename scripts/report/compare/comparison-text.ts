import { alignedRows } from "../../terminal/columns.ts";
import { plainLine } from "../../terminal/plain-text.ts";
import type { Style } from "../../terminal/style.ts";
import type { Difference } from "./compare-reports.ts";

/** What changed between two reports, for a person: a line a difference, regressions first, and last how many there are. */
export function comparisonText(differences: readonly Difference[], style: Style): string {
  const worse = differences.filter(({ regression }) => regression);
  const others = differences.filter(({ regression }) => !regression);
  return `${[
    ...part("Regressions", worse, style),
    ...part("Other changes", others, style),
    summary(worse.length, others.length, style),
  ].join("\n")}\n`;
}

function part(title: string, differences: readonly Difference[], style: Style): string[] {
  if (differences.length === 0) return [];
  const rows = differences.map(({ lab, claim, part: of, kind, before, after }) => [
    `  ${plainLine(lab)}`,
    plainLine(claim ?? ""),
    plainLine(of ?? ""),
    words(kind, before, after),
  ]);
  return [style("bold", title), ...alignedRows(rows), ""];
}

function words(kind: Difference["kind"], before: string | null, after: string | null): string {
  const [old, now] = [plainLine(before ?? ""), plainLine(after ?? "")];
  if (kind === "came") return `new: ${now}`;
  if (kind === "went") return `${old}, and is there no more`;
  return `${kind === "verdict" ? "" : `${kind}: `}${old} → ${now}`;
}

function summary(worse: number, others: number, style: Style): string {
  if (worse + others === 0) return style("green", "✓ the reports tell the same");
  const told = `${worse} ${worse === 1 ? "regression" : "regressions"}, ${others} other ${others === 1 ? "change" : "changes"}`;
  return style([worse > 0 ? "red" : "green", "bold"], `${worse > 0 ? "✗" : "✓"} ${told}`);
}
