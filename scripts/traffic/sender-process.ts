import { once } from "node:events";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import type { Engine, NodeProcess, RunningLab } from "../engines/engine.ts";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import type { RequestRecord } from "../observe/observation.ts";
import type { SenderJob, SenderLine } from "./job.ts";
import { longestMs } from "./jobs.ts";
import { senderProgram } from "./program.ts";

/** How long a sender may take to load, and how long it may need beyond its requests' own deadlines. */
const START_MS = 15_000;
const SPARE_MS = 10_000;

export interface SenderReport {
  readonly requests: readonly RequestRecord[];
  readonly latenessMs: number;
}

/** A sender in a client node. */
export interface Sender {
  /** Resolves once it waits for its start; rejects where it ended before. */
  readonly ready: Promise<void>;
  /** Lets it go; `onStart` is called with the time of its first request, milliseconds since the epoch. */
  run(onStart: (at: number) => void): Promise<SenderReport>;
  /** Ends it, whatever it does. */
  end(): void;
}

/** Starts the sender's program in the job's client; nothing is sent before `run`. */
export async function startSender(
  engine: Pick<Engine, "spawn">,
  lab: RunningLab,
  job: SenderJob,
  signal: AbortSignal,
): Promise<Sender> {
  const command = [
    "node",
    "--input-type=module",
    "--eval",
    await senderProgram(),
    JSON.stringify(job),
  ] as const;
  const timeoutMs = START_MS + longestMs(job) + SPARE_MS;
  const process = await engine.spawn(lab, job.client, command, { timeoutMs, signal });
  return new RunningSender(process, job, signal);
}

class RunningSender implements Sender {
  readonly ready: Promise<void>;
  readonly #process: NodeProcess;
  readonly #requests: RequestRecord[] = [];
  readonly #finished: Promise<SenderReport>;
  #onStart: (at: number) => void = () => {};

  constructor(process: NodeProcess, job: SenderJob, signal: AbortSignal) {
    this.#process = process;
    const complaint = text(process.stderr).catch(() => "");
    let isReady = () => {};
    const waiting = new Promise<void>((resolve) => {
      isReady = resolve;
    });
    this.#finished = this.#listen(isReady).then(async (latenessMs) => {
      if (latenessMs !== null) return { requests: this.#requests, latenessMs };
      signal.throwIfAborted();
      const exitCode = await process.ended;
      signal.throwIfAborted();
      throw endedEarly(job, exitCode, this.#requests.length, await complaint);
    });
    this.ready = Promise.race([waiting, this.#finished.then(() => {})]);
    // Whoever awaits `ready` or `run` hears of it; until then it must not count as unhandled.
    this.#finished.catch(() => {});
    this.ready.catch(() => {});
    process.stdin.on("error", () => {});
  }

  run(onStart: (at: number) => void): Promise<SenderReport> {
    this.#onStart = onStart;
    this.#process.stdin.write("go\n");
    return this.#finished;
  }

  end(): void {
    this.#process.stdin.end();
    this.#process.kill("SIGKILL");
  }

  /** Resolves to the lateness that the summary tells, or to null where the output ended without one. */
  async #listen(isReady: () => void): Promise<number | null> {
    let latenessMs: number | null = null;
    const lines = createInterface({ input: this.#process.stdout });
    lines.on("line", (text) => {
      const line = lineOf(text);
      if (line === undefined) return;
      if (line.kind === "ready") isReady();
      else if (line.kind === "started") this.#onStart(line.at);
      else if (line.kind === "request") this.#requests.push(line.record);
      else latenessMs = line.latenessMs;
    });
    await once(lines, "close");
    return latenessMs;
  }
}

/** What is no line of the sender's, as a warning of its run time, is passed over. */
function lineOf(text: string): SenderLine | undefined {
  try {
    return JSON.parse(text) as SenderLine;
  } catch {
    return undefined;
  }
}

function endedEarly(job: SenderJob, exitCode: number, finished: number, complaint: string): ToldError {
  const said = complaint.trim().split("\n").slice(-3).join(" ");
  return new ToldError(
    `the sender in ${job.client} ended early (exit code ${exitCode}, ${finished} requests done)${said === "" ? "" : `: ${said}`}`,
    { exitCode: EXIT.cannotRunHere },
  );
}
