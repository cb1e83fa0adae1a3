import type { Claim } from "../claims/claim.ts";
import { markdownCode as code, markdownTable, markdownText as text } from "./markdown-text.ts";

/** The claims as a table in GitHub's Markdown; without verdicts, so that it changes with the labs only. */
export function claimsMarkdown(claims: readonly Claim[]): string {
  const rows = claims.map((claim) => [
    code(claim.id),
    `[${claim.lab}](labs/${claim.lab}.yaml)`,
    text(claim.claim),
    [...new Set(claim.checks.map(({ check }) => code(check)))].join(", "),
    disproofs(claim),
  ]);
  return `${markdownTable(["claim", "lab", "what is proven", "by checks", "broken by"], rows).join("\n")}\n`;
}

function disproofs({ breaks, noBreak }: Claim): string {
  const broken = breaks.map(({ change, fails }) => `${code(change)} → ${code(fails)} fails`);
  return [...broken, ...(noBreak === null ? [] : [`none: ${text(noBreak)}`])].join("<br>");
}
