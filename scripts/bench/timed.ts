import { join } from "node:path";
import { execa, type Result } from "execa";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { packageRoot } from "../package-root.ts";
import type { BenchContext } from "./context.ts";

/** A process that came to its end. */
export interface Timed {
  /** From before it was started until it had ended and its output was read. */
  readonly ms: number;
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Each line of standard error with the time it came, counted from the start. */
  readonly lines: readonly { readonly atMs: number; readonly text: string }[];
}

export interface TimedOptions {
  /** Milliseconds; it is killed after it. */
  readonly timeoutMs: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Exit codes that are an outcome and no failure; default 0 alone. */
  readonly outcomes?: readonly number[];
}

/** Runs a command and takes its time; throws with the last that it said where it fails. */
export async function timed(
  context: Pick<BenchContext, "signal" | "env">,
  words: readonly string[],
  { timeoutMs, env = {}, outcomes = [EXIT.ok] }: TimedOptions,
): Promise<Timed> {
  context.signal.throwIfAborted();
  const [file = "", ...args] = words;
  const lines: { atMs: number; text: string }[] = [];
  const begun = performance.now();
  const child = execa(file, args, {
    reject: false,
    // Ctrl-C reaches it through the signal alone, once.
    detached: true,
    cancelSignal: context.signal,
    killSignal: "SIGTERM",
    forceKillAfterDelay: 30_000,
    timeout: timeoutMs,
    maxBuffer: 256 * 1024 * 1024,
    env: { ...context.env, ...env },
    stdin: "ignore",
  });
  let rest = "";
  child.stderr?.on("data", (chunk) => {
    const parts = (rest + String(chunk)).split("\n");
    rest = parts.pop() ?? "";
    for (const text of parts) lines.push({ atMs: performance.now() - begun, text });
  });
  const result = await child;
  const ms = performance.now() - begun;
  context.signal.throwIfAborted();
  const { exitCode = -1 } = result;
  if (!outcomes.includes(exitCode)) throw failure(words, result);
  return { ms, exitCode, stdout: result.stdout, stderr: result.stderr, lines };
}

/** Runs tierlab as a person does: launcher, Node.js and all. */
export function timedTierlab(
  context: Pick<BenchContext, "signal" | "env">,
  args: readonly string[],
  options: TimedOptions,
): Promise<Timed> {
  return timed(context, [launcher(), ...args], options);
}

export function launcher(): string {
  return join(packageRoot(), "scripts", "tierlab");
}

/** An error that names the command and what it said was wrong, or else its last line; its last lines are the help. */
export function failure(
  words: readonly string[],
  { stderr, shortMessage, timedOut }: Pick<Result, "timedOut"> & { stderr?: unknown; shortMessage?: unknown },
): ToldError {
  const name = words.find((word) => !word.startsWith("-"))?.replace(/.*\//, "");
  const said = String(stderr ?? "")
    .trim()
    .split("\n");
  const last = said.findLast((line) => /error/i.test(line)) ?? said.at(-1) ?? "";
  return new ToldError(`${name}: ${timedOut || last === "" ? String(shortMessage) : last}`, {
    exitCode: EXIT.cannotRunHere,
    help: said.length > 1 ? said.slice(-10).join("\n") : null,
  });
}

/** Why something failed, in one line. */
export function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n").join(" / ");
}
