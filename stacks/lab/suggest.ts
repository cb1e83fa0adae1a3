import { distance } from "fastest-levenshtein";

const MAX_KNOWN = 2_000;
const MAX_LISTED = 12;

/** The known word that was probably meant: a third of its letters differ, or they are swapped; null where none is near. */
export function nearest(word: string, known: readonly string[]): string | null {
  const limit = Math.max(1, Math.round(Math.min(word.length, 40) / 3));
  let best: string | null = null;
  let least = limit + 1;
  for (const candidate of known.slice(0, MAX_KNOWN)) {
    if (Math.abs(candidate.length - word.length) < least) {
      const steps = isSwapped(word, candidate) ? 1 : distance(word, candidate);
      if (steps < least) {
        least = steps;
        best = candidate;
      }
    }
  }
  return best;
}

/** `did you mean x` where a known word is near, as help. */
export function didYouMean(word: string, known: readonly string[]): string | null {
  const meant = nearest(word, known);
  return meant === null ? null : `did you mean \`${meant}\`?`;
}

/** `expected one of: a, b`, as the label of an unknown name. */
export function expectedOneOf(known: readonly string[], what: string): string {
  if (known.length === 0) {
    return `this lab has no ${what}`;
  }
  const more = known.length > MAX_LISTED ? ` and ${known.length - MAX_LISTED} more` : "";
  return `expected one of: ${known.slice(0, MAX_LISTED).join(", ")}${more}`;
}

/** Two letters that changed places, as in `lsv`, are one slip and not two. */
function isSwapped(word: string, candidate: string): boolean {
  const at = [...word].findIndex((letter, place) => letter !== candidate[place]);
  const swapped = `${word.slice(0, at)}${word[at + 1] ?? ""}${word[at] ?? ""}${word.slice(at + 2)}`;
  return at >= 0 && swapped === candidate;
}
