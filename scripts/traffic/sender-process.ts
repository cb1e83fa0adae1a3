import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import type { Engine, NodeProcess, RunningLab } from "../engines/engine.ts";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import type { RequestRecord } from "../observe/observation.ts";
import type { FloodJob, SenderJob, SenderLine } from "./job.ts";
import { longestMs } from "./jobs.ts";
import { floodProgram, senderProgram } from "./program.ts";

/** How long a sender may take to load, and how long it may need beyond its requests' own deadlines. */
const START_MS = 15_000;
const SPARE_MS = 10_000;

export interface SenderReport {
  readonly requests: readonly RequestRecord[];
  readonly latenessMs: number;
  /** How many packets a flood sent; 0 for all others. */
  readonly packets: number;
  /** When its second round began, milliseconds since the epoch; null where there is none. */
  readonly againAt: number | null;
}

type Summary = Omit<SenderReport, "requests">;

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
  onRequest: (record: RequestRecord) => void = () => {},
): Promise<Sender> {
  const program = await senderProgram();
  const command = ["node", "--input-type=module", "--eval", program, JSON.stringify(job)];
  return start(engine, lab, { client: job.client, command, longestMs: longestMs(job), onRequest }, signal);
}

/** Starts a flood in the job's client; no packet leaves before `run`. */
export async function startFlood(
  engine: Pick<Engine, "spawn">,
  lab: RunningLab,
  job: FloodJob,
  signal: AbortSignal,
): Promise<Sender> {
  const { sources, packets, forMs, againMs } = job;
  const again = (againMs ?? 0) / 1000;
  const numbers = [
    job.port,
    sources.first,
    sources.count,
    packets,
    forMs / 1000,
    again,
    randomInt(2 ** 31),
  ].map(String);
  const command = ["perl", "-e", await floodProgram(), job.address, ...numbers];
  // Each round gives up after twice its time and a second.
  const longestMs = (againMs ?? 0) + 2 * forMs + 1_000;
  return start(engine, lab, { client: job.client, command, longestMs }, signal);
}

interface SenderStart {
  readonly client: string;
  readonly command: readonly string[];
  /** The longest that it can take once it has started, milliseconds. */
  readonly longestMs: number;
  readonly onRequest?: (record: RequestRecord) => void;
}

async function start(
  engine: Pick<Engine, "spawn">,
  lab: RunningLab,
  { command, ...about }: SenderStart,
  signal: AbortSignal,
): Promise<Sender> {
  const process = await engine.spawn(lab, about.client, command, { signal });
  return new RunningSender(process, { ...about, signal });
}

class RunningSender implements Sender {
  readonly ready: Promise<void>;
  readonly #process: NodeProcess;
  readonly #requests: RequestRecord[] = [];
  readonly #finished: Promise<SenderReport>;
  readonly #longestMs: number;
  #deadline: NodeJS.Timeout;
  #onStart: (at: number) => void = () => {};
  readonly #onRequest: (record: RequestRecord) => void;

  constructor(
    process: NodeProcess,
    { client, longestMs, onRequest, signal }: Omit<SenderStart, "command"> & { signal: AbortSignal },
  ) {
    this.#process = process;
    this.#onRequest = onRequest ?? (() => {});
    this.#longestMs = longestMs;
    this.#deadline = this.#endAfter(START_MS);
    const complaint = text(process.stderr).catch(() => "");
    let isReady = () => {};
    const waiting = new Promise<void>((resolve) => {
      // It may have to wait for its start.
      isReady = () => {
        clearTimeout(this.#deadline);
        resolve();
      };
    });
    this.#finished = this.#listen(isReady).then(async (summary) => {
      clearTimeout(this.#deadline);
      if (summary !== null) return { requests: this.#requests, ...summary };
      signal.throwIfAborted();
      const exitCode = await process.ended;
      signal.throwIfAborted();
      throw endedEarly(client, exitCode, this.#requests.length, await complaint);
    });
    this.ready = Promise.race([waiting, this.#finished.then(() => {})]);
    // Whoever awaits `ready` or `run` hears of it; until then it must not count as unhandled.
    this.#finished.catch(() => {});
    this.ready.catch(() => {});
    process.stdin.on("error", () => {});
  }

  run(onStart: (at: number) => void): Promise<SenderReport> {
    this.#onStart = onStart;
    this.#deadline = this.#endAfter(this.#longestMs + SPARE_MS);
    this.#process.stdin.write("go\n");
    return this.#finished;
  }

  end(): void {
    this.#process.stdin.end();
    this.#process.kill("SIGKILL");
  }

  #endAfter(ms: number): NodeJS.Timeout {
    return setTimeout(() => this.#process.kill("SIGKILL"), ms);
  }

  /** Resolves to what the summary tells, or to null where the output ended without one. */
  async #listen(isReady: () => void): Promise<Summary | null> {
    let summary: Summary | null = null;
    const lines = createInterface({ input: this.#process.stdout });
    lines.on("line", (text) => {
      const line = lineOf(text);
      if (line === undefined) return;
      if (line.kind === "ready") isReady();
      else if (line.kind === "started") this.#onStart(line.at);
      else if (line.kind === "request") {
        this.#requests.push(line.record);
        this.#onRequest(line.record);
      } else
        summary = { latenessMs: line.latenessMs, packets: line.packets ?? 0, againAt: line.againAt ?? null };
    });
    await once(lines, "close");
    return summary;
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

function endedEarly(client: string, exitCode: number, finished: number, complaint: string): ToldError {
  const said = complaint.trim().split("\n").slice(-3).join(" ");
  return new ToldError(
    `the sender in ${client} ended early (exit code ${exitCode}, ${finished} requests done)${said === "" ? "" : `: ${said}`}`,
    { exitCode: EXIT.cannotRunHere },
  );
}
