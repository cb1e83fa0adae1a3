import { setTimeout as wait } from "node:timers/promises";

/** Polls until the condition holds; after the deadline it rejects with what was waited for. */
export async function eventually(
  what: string,
  holds: () => boolean | Promise<boolean>,
  deadlineMs = 10_000,
): Promise<void> {
  const end = performance.now() + deadlineMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`Waited ${deadlineMs} ms for: ${what}`);
    await wait(20);
  }
}
