import type { Answer } from "../reading/look.ts";

/** A counter that is refreshed more seldom than it is asked for stands still in between, for this long at most, milliseconds. */
const STANDS_STILL_MS = 3_500;

/**
 * How much a counter grows a second; null where nothing is known of it yet. A counter that fell was started anew in
 * between, and one that stood still for long began to count at its last look.
 */
export function rateOf(
  answer: Answer | undefined,
  counter: (text: string) => number | undefined,
): number | null {
  if (answer === undefined) return null;
  const { text, at, changedAt, before } = answer;
  const now = counter(text);
  if (now === undefined) return null;
  if (before === null) return at > changedAt ? 0 : null;
  if (at - changedAt > STANDS_STILL_MS) return 0;
  const then = counter(before.text) ?? 0;
  const sinceMs = changedAt - before.changedAt;
  const overMs = sinceMs > 2 * STANDS_STILL_MS ? changedAt - before.at : sinceMs;
  return overMs <= 0 ? null : ((now < then ? now : now - then) * 1000) / overMs;
}

/** The sum of what is known; null where nothing is. */
export function sumOf(rates: readonly (number | null)[]): number | null {
  const known = rates.filter((rate) => rate !== null);
  return known.length === 0 ? null : known.reduce((sum, rate) => sum + rate, 0);
}
