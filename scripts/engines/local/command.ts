/** How a command of the engine itself ended. */
export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandLimits {
  readonly input?: string;
  /** Milliseconds. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
  readonly env?: Readonly<Record<string, string>>;
  /** For a program that leaves a daemon behind: its streams are not waited for. */
  readonly mute?: boolean;
}

/** Runs a command to its end, in a session of its own so that Ctrl-C does not reach it; never throws for its exit code. */
export async function command(words: readonly string[], limits: CommandLimits = {}): Promise<Ended> {
  // Verbs that run no command, as `list`, start the sooner without it.
  const { execa } = await import("execa");
  const [file = "", ...args] = words;
  const result = await execa(file, args, {
    reject: false,
    detached: true,
    cleanup: false,
    stripFinalNewline: false,
    cwd: "/",
    maxBuffer: 512 * 1024 * 1024,
    extendEnv: limits.env === undefined,
    ...(limits.env ? { env: limits.env } : {}),
    ...(limits.input === undefined ? { stdin: "ignore" as const } : { input: limits.input }),
    ...(limits.mute ? { stdout: "ignore" as const, stderr: "ignore" as const } : {}),
    timeout: limits.timeoutMs ?? 60_000,
    killSignal: "SIGKILL",
    ...(limits.signal ? { cancelSignal: limits.signal } : {}),
  });
  limits.signal?.throwIfAborted();
  const spawnError = result.exitCode === undefined && !result.timedOut ? `${result.shortMessage}\n` : "";
  const stderr = String(result.stderr ?? "") + spawnError;
  return {
    exitCode: result.exitCode ?? (result.timedOut ? 124 : 128),
    stdout: String(result.stdout ?? ""),
    stderr: result.timedOut ? `${stderr}timed out after ${limits.timeoutMs ?? 60_000} ms\n` : stderr,
  };
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
