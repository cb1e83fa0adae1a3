import type { Part } from "./row.ts";

/** The middle one, or the mean of the two in the middle; NaN of nothing. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return (low + high) / 2;
}

/** The median of each part over the rounds, in the order of their first appearance. */
export function medianParts(rounds: readonly (readonly Part[])[]): Part[] {
  const names = [...new Set(rounds.flatMap((parts) => parts.map(({ name }) => name)))];
  return names.map((name) => ({
    name,
    value: median(rounds.flatMap((parts) => parts.filter((part) => part.name === name)).map((p) => p.value)),
  }));
}
