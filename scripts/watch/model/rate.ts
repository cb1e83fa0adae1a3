import type { Answer, Earlier } from "../reading/look.ts";

/** A counter that is refreshed more seldom than it is asked for stands still in between, for this long at most, milliseconds. */
const STANDS_STILL_MS = 3_500;

/**
 * How much a counter grows a second; null where nothing is known of it yet. A counter that fell was started anew in
 * between, and one that stood still for long began to count at its last look. Where it is refreshed by another clock than
 * it is asked by, `changes` tells over how many of its changes the mean is taken, at most 3.
 */
export function rateOf(
  answer: Answer | undefined,
  counter: (text: string) => number | undefined,
  changes = 1,
): number | null {
  if (answer === undefined) return null;
  const { text, at, changedAt, before } = answer;
  const now = counter(text);
  if (now === undefined) return null;
  if (before === null) return at > changedAt ? 0 : null;
  if (at - changedAt > STANDS_STILL_MS) return 0;
  const from = earlier(before, changes);
  const then = counter(from.text) ?? 0;
  const sinceMs = changedAt - from.changedAt;
  const rested = from === before && sinceMs > 2 * STANDS_STILL_MS;
  const overMs = rested ? changedAt - before.at : sinceMs;
  return overMs <= 0 ? null : ((now < then ? now : now - then) * 1000) / overMs;
}

/** As many changes back as there were without a rest. */
function earlier(from: Earlier, changes: number): Earlier {
  const { before } = from;
  if (changes <= 1 || before === null || from.changedAt - before.changedAt > STANDS_STILL_MS) return from;
  return earlier(before, changes - 1);
}

/** The sum of what is known; null where nothing is. */
export function sumOf(rates: readonly (number | null)[]): number | null {
  const known = rates.filter((rate) => rate !== null);
  return known.length === 0 ? null : known.reduce((sum, rate) => sum + rate, 0);
}
