import type { Claim } from "../claims/claim.ts";
import { plainLine } from "../terminal/plain-text.ts";

/** The claims as a table in GitHub's Markdown; without verdicts, so that it changes with the labs only. */
export function claimsMarkdown(claims: readonly Claim[]): string {
  const rows = claims.map((claim) => [
    code(claim.id),
    `[${claim.lab}](labs/${claim.lab}.yaml)`,
    text(claim.claim),
    [...new Set(claim.checks.map(({ check }) => code(check)))].join(", "),
    disproofs(claim),
  ]);
  const lines = [["claim", "lab", "what is proven", "by checks", "broken by"], HEAD_RULE, ...rows];
  return `${lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n")}\n`;
}

const HEAD_RULE = ["---", "---", "---", "---", "---"] as const;

function disproofs({ breaks, noBreak }: Claim): string {
  const broken = breaks.map(({ change, fails }) => `${code(change)} → ${code(fails)} fails`);
  return [...broken, ...(noBreak === null ? [] : [`none: ${text(noBreak)}`])].join("<br>");
}

/** A pipe ends a table's cell even inside code, unless it is escaped (GFM 4.10). */
function code(words: string): string {
  return `\`${plainLine(words).replaceAll("`", "'").replaceAll("|", "\\|")}\``;
}

function text(words: string): string {
  return plainLine(words).replace(/[\\`*_<>[\]|]/g, "\\$&");
}
