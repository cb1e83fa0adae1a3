import { setTimeout as wait } from "node:timers/promises";

export interface PollOptions {
  /** How often to look, milliseconds. */
  readonly everyMs: number;
  /** When to be content with what is there, milliseconds. */
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
}

/** Reads again and again until `isEnough`; at the deadline the last reading is given, whatever it is. */
export async function poll<T>(
  read: () => Promise<T>,
  isEnough: (now: T, before: T | undefined) => boolean,
  { everyMs, deadlineMs, signal }: PollOptions,
): Promise<T> {
  const end = performance.now() + deadlineMs;
  let before: T | undefined;
  for (;;) {
    const now = await read();
    if (isEnough(now, before) || performance.now() >= end) return now;
    before = now;
    await wait(everyMs, undefined, { signal });
  }
}
