import { MARKS } from "../marks.ts";
import type { Verdict } from "../result.ts";

/** A verdict as a sign and a word. */
export function verdictMark(verdict: Verdict): string {
  return `<span class="mark ${verdict}">${MARKS[verdict].sign} ${MARKS[verdict].word}</span>`;
}

/** A verdict as its sign, with its word for those who do not see it. */
export function verdictSign(verdict: Verdict): string {
  return `<span class="sign ${verdict}" role="img" aria-label="${MARKS[verdict].word}">${MARKS[verdict].sign}</span>`;
}
