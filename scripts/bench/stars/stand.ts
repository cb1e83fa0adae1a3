import { createInterface } from "node:readline";
import { execa } from "execa";
import type { BenchContext } from "../context.ts";
import { failure } from "../timed.ts";
import type { StarRound } from "./star.ts";

/**
 * Times a program that builds something, says `up` on standard output, takes it away once its standard input ends,
 * and ends itself: from its start until it says so, and from the end of its input until its own.
 */
export async function timedStand(
  { signal }: Pick<BenchContext, "signal">,
  words: readonly string[],
  timeoutMs: number,
): Promise<StarRound> {
  signal.throwIfAborted();
  const [file = "", ...args] = words;
  const begun = performance.now();
  const child = execa(file, args, {
    reject: false,
    detached: true,
    cancelSignal: signal,
    killSignal: "SIGTERM",
    forceKillAfterDelay: 5_000,
    timeout: timeoutMs,
    stdin: "pipe",
    buffer: { stdout: false, stderr: true },
  });
  for await (const line of createInterface({ input: child.stdout })) if (line === "up") break;
  const up = performance.now();
  child.stdin.end();
  const result = await child;
  const down = performance.now();
  signal.throwIfAborted();
  if (result.failed) throw failure(words, result);
  return { up: { ms: up - begun }, down: { ms: down - up } };
}
