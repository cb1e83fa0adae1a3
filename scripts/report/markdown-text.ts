import { plainLine } from "../terminal/plain-text.ts";

/** Words as code in a cell of a table in GitHub's Markdown. A pipe ends a cell even inside code, unless it is escaped (GFM 4.10). */
export function markdownCode(words: string): string {
  return `\`${plainLine(words).replaceAll("`", "'").replaceAll("|", "\\|")}\``;
}

/** Words as text in GitHub's Markdown: nothing in them is a sign of it. */
export function markdownText(words: string): string {
  return plainLine(words).replace(/[\\`*_~<>&[\]|]/g, "\\$&");
}

/** Rows as a table in GitHub's Markdown; the cells are Markdown already. */
export function markdownTable(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
}
