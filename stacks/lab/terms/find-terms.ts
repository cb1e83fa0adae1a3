import { TERM_KINDS, type Term } from "./term.ts";

/** What a word means, by itself as in `upstream` or by its place as in `tiers.web.upstream` and `nginx.upstream`. */
export function findTerms(words: string, terms: readonly Term[]): Term[] {
  const steps = words.split(/[.[\]]+/).filter((step) => !/^\d*$/.test(step));
  const name = steps.at(-1) ?? "";
  const named = terms.filter((term) => term.name.toLowerCase() === name.toLowerCase());
  // Names of one's own lab stand in such a path too, as `web` does, and say nothing.
  const known = steps.slice(0, -1).filter((step) => terms.some((term) => term.name === step));
  const fitting = named.filter((term) => known.every((step) => isWithin(term, step)));
  const order = (term: Term) => TERM_KINDS.indexOf(term.kind);
  return (fitting.length > 0 ? fitting : named).toSorted((a, b) => order(a) - order(b));
}

function isWithin({ of, at }: Term, step: string): boolean {
  return of.includes(step) || at.some((place) => place.split(/[.[\]]+/).includes(step));
}
