import { CommandStarter } from "./command-starter.ts";
import { type Order, runCommand } from "./run-command.ts";

/** How a command of the engine itself ended. */
export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandLimits extends Omit<Order, "words"> {
  /** Milliseconds. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
}

let start = runCommand;

/** From now on commands are started by a small process beside this one: for verbs that start many, and grow meanwhile. */
export async function startCommandsAside(): Promise<void> {
  const starter = await CommandStarter.begin();
  start = (order) => starter.run(order);
}

/** Runs a command to its end, in a session of its own so that Ctrl-C does not reach it; never throws for its exit code. */
export async function command(
  words: readonly string[],
  { timeoutMs = 60_000, signal, ...order }: CommandLimits = {},
): Promise<Ended> {
  signal?.throwIfAborted();
  const { ended, kill } = start({ words, ...order });
  let timedOut = false;
  const late = setTimeout(() => {
    timedOut = true;
    kill();
  }, timeoutMs);
  signal?.addEventListener("abort", kill, { once: true });
  try {
    const { exitCode, stdout, stderr, trouble } = await ended;
    signal?.throwIfAborted();
    return {
      exitCode: exitCode ?? (timedOut ? 124 : 128),
      stdout,
      stderr: stderr + (timedOut ? `timed out after ${timeoutMs} ms\n` : trouble),
    };
  } finally {
    clearTimeout(late);
    signal?.removeEventListener("abort", kill);
  }
}

/** Runs a command that must succeed; `what` begins the error's sentence. */
export async function must(
  what: string,
  words: readonly string[],
  limits: CommandLimits = {},
): Promise<string> {
  const { exitCode, stdout, stderr } = await command(words, limits);
  if (exitCode !== 0)
    throw new Error(`${what}: ${stderr.trim() || stdout.trim() || `exit code ${exitCode}`}`);
  return stdout;
}
