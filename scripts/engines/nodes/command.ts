import { type ChildProcess, spawn } from "node:child_process";

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
  limits.signal?.throwIfAborted();
  const { input, timeoutMs = 60_000, signal } = limits;
  const [file = "", ...args] = words;
  const said = limits.mute ? "ignore" : "pipe";
  const child = spawn(file, args, {
    detached: true,
    cwd: "/",
    ...(limits.env ? { env: limits.env } : {}),
    stdio: [input === undefined ? "ignore" : "pipe", said, said],
  });
  child.stdin?.on("error", () => {});
  child.stdin?.end(input);
  const [stdout, stderr] = [child.stdout, child.stderr].map(heardFrom);
  const kill = () => killed(child);
  let timedOut = false;
  const late = setTimeout(() => {
    timedOut = true;
    kill();
  }, timeoutMs);
  signal?.addEventListener("abort", kill, { once: true });
  const { exitCode, trouble } = await endOf(child);
  clearTimeout(late);
  signal?.removeEventListener("abort", kill);
  signal?.throwIfAborted();
  return {
    exitCode: exitCode ?? (timedOut ? 124 : 128),
    stdout: stdout?.() ?? "",
    stderr: (stderr?.() ?? "") + (timedOut ? `timed out after ${timeoutMs} ms\n` : trouble),
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

function endOf(child: ChildProcess): Promise<{ readonly exitCode: number | null; readonly trouble: string }> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ exitCode: null, trouble: `${error.message}\n` }));
    child.once("close", (exitCode, signal) =>
      resolve({ exitCode, trouble: signal === null ? "" : `ended by ${signal}\n` }),
    );
  });
}

/** What it has started may live on and hold its streams: these are not waited for. */
function killed(child: ChildProcess): void {
  child.kill("SIGKILL");
  child.stdout?.destroy();
  child.stderr?.destroy();
}

function heardFrom(stream: ChildProcess["stdout"]): () => string {
  const chunks: Buffer[] = [];
  stream?.on("data", (chunk: Buffer) => void chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}
