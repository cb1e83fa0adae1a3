import { type ChildProcess, spawn } from "node:child_process";

/** A command that runs to its end, in a session of its own so that Ctrl-C does not reach it. */
export interface Order {
  readonly words: readonly string[];
  /** What it reads; nothing where it is left out. */
  readonly input?: string;
  /** Its whole environment; this process' where it is left out. */
  readonly env?: Readonly<Record<string, string>>;
  /** For a program that leaves a daemon behind: its streams are not waited for. */
  readonly mute?: boolean;
}

export interface Outcome {
  /** Null where it did not start, or was ended by a signal. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** A line about what kept it from starting, or ended it; else empty. */
  readonly trouble: string;
}

export interface RunningCommand {
  readonly ended: Promise<Outcome>;
  kill(): void;
}

/** Starts a command from this very process. */
export function runCommand({ words, input, env, mute = false }: Order): RunningCommand {
  const [file = "", ...args] = words;
  const said = mute ? "ignore" : "pipe";
  const child = spawn(file, args, {
    detached: true,
    cwd: "/",
    ...(env === undefined ? {} : { env }),
    stdio: [input === undefined ? "ignore" : "pipe", said, said],
  });
  child.stdin?.on("error", () => {});
  child.stdin?.end(input);
  const [stdout, stderr] = [child.stdout, child.stderr].map(heardFrom);
  const ended = endOf(child).then(({ exitCode, trouble }) => ({
    exitCode,
    stdout: stdout?.() ?? "",
    stderr: stderr?.() ?? "",
    trouble,
  }));
  return { ended, kill: () => killed(child) };
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
