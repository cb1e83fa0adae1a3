import { stripVTControlCharacters } from "node:util";

/**
 * Text from labs, nodes and packets as it may be shown: no control characters (a terminal would obey them) and no
 * bidi marks (UAX #9; they would show other text than there is). Line ends and tabs stay.
 */
export function plainText(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/\r\n?/g, "\n")
    .replace(HIDDEN, (found) => (found === "\n" || found === "\t" ? found : ""));
}

/** The same, on one line. */
export function plainLine(text: string): string {
  return plainText(text).replace(/\s+/g, " ").trim();
}

const HIDDEN = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\u200b\u2060\ufeff]/gu;
