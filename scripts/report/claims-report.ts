import type { Claim, ClaimVerdict, LastTest } from "../claims/claim.ts";
import { wrapped } from "../terminal/columns.ts";
import { plainLine } from "../terminal/plain-text.ts";
import type { Style } from "../terminal/style.ts";
import { type ClaimEntry, type ClaimRow, claimTable, testedRows } from "./claim-table.ts";
import { MARKS, type Mark } from "./marks.ts";
import { VERDICTS } from "./result.ts";
import type { TerminalOptions } from "./terminal-report.ts";

/** Every claim for a person: a table a lab, and last how many of them their last test has proven. */
export function claimsReport(claims: readonly Claim[], { style, columns }: TerminalOptions): string {
  const labs = [...new Set(claims.map(({ lab }) => lab))];
  const tables = labs.map((lab) => {
    const own = claims.filter((claim) => claim.lab === lab);
    const entries = own.map((claim) => claimEntry(claim, columns));
    return [heading(lab, own, style), ...claimTable(entries, style, columns)];
  });
  return `${[...tables, summary(claims, style, columns)].map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

const CLAIM_MARKS = {
  ...MARKS,
  outdated: { sign: "~", word: "outdated", colour: "yellow" },
  "not-tested": { sign: "·", word: "not yet tested", colour: "dim" },
} as const satisfies Record<ClaimVerdict, Mark>;

function heading(lab: string, claims: readonly Claim[], style: Style): string {
  const file = plainLine(claims[0]?.where ?? "").replace(/(:\d+)+$/, "");
  const last = claims
    .flatMap((claim) => claim.last?.testedAt ?? [])
    .toSorted()
    .at(-1);
  const tested = last === undefined ? "not yet tested" : `last tested ${day(last)}`;
  return `${style("bold", plainLine(lab))}  ${style("dim", `${file}, ${tested}`)}`;
}

function claimEntry(claim: Claim, columns: number): ClaimEntry {
  const { id, verdict, last } = claim;
  const mark = CLAIM_MARKS[verdict];
  const known = last !== null && verdict !== "outdated" && last.checks.length > 0;
  return {
    id,
    mark,
    verdict: verdictWords(claim),
    claim: claim.claim,
    rows: [...(known ? testedPart(claim, last) : untestedPart(claim)), ...noBreakRow(claim)],
    tail: known || verdict === "skipped" ? notes(last, columns) : [],
  };
}

function verdictWords({ verdict, last }: Claim): string {
  if (verdict === "passed") return "";
  const { word } = CLAIM_MARKS[verdict];
  if (verdict !== "outdated" || last === null) return word;
  return `${word}, ${MARKS[last.verdict].word} on ${day(last.testedAt)} before it was changed`;
}

function testedPart({ breaks }: Claim, last: LastTest): ClaimRow[] {
  const untried = breaks
    .slice(last.breaks.length)
    .map((one) => ({ ...one, verdict: "skipped" as const, broken: null }));
  return testedRows({ checks: last.checks, breaks: [...last.breaks, ...untried] });
}

function untestedPart({ checks, breaks }: Claim): ClaimRow[] {
  const mark = CLAIM_MARKS["not-tested"];
  return [
    ...checks.map(({ check, expects }) => ({
      mark,
      name: check,
      figure: "must hold",
      expected: plainLine(expects),
    })),
    ...breaks.map(({ fails, change }) => ({
      mark,
      name: "break",
      figure: `${fails} must fail`,
      expected: `with ${plainLine(change)}`,
    })),
  ];
}

function noBreakRow({ noBreak }: Claim): ClaimRow[] {
  if (noBreak === null) return [];
  return [{ mark: CLAIM_MARKS["not-tested"], name: "break", figure: "none", expected: plainLine(noBreak) }];
}

/** Why the last test has its verdict, where its rows do not say it. */
function notes(last: LastTest | null, columns: number): string[] {
  const told = new Set([last?.note, ...(last?.breaks ?? []).map(({ note }) => note)]);
  return [...told].flatMap((note) =>
    typeof note === "string" ? wrapped(`note: ${plainLine(note)}`, columns - 8) : [],
  );
}

const WORST_LAST = ["passed", "not-tested", "outdated", ...VERDICTS.slice(1)] as const;

function summary(claims: readonly Claim[], style: Style, columns: number): string[] {
  const counted = WORST_LAST.map((verdict) => ({
    verdict,
    count: claims.filter((claim) => claim.verdict === verdict).length,
  }));
  const proven = counted[0]?.count ?? 0;
  const others = counted.slice(1).filter(({ count }) => count > 0);
  const { sign, colour } = CLAIM_MARKS[others.at(-1)?.verdict ?? "passed"];
  const told = others.map(({ verdict, count }) => `, ${count} ${CLAIM_MARKS[verdict].word}`).join("");
  const noun = claims.length === 1 ? "claim" : "claims";
  const text = `${sign} ${proven} of ${claims.length} ${noun} proven by their last test${told}`;
  return wrapped(text, columns).map((line) => style([colour, "bold"], line));
}

/** To the minute, in UTC. */
function day(time: string): string {
  return `${time.slice(0, 16).replace("T", " ")} UTC`;
}
