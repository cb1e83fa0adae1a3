import { once } from "node:events";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import type { NodeProcess } from "../engines/engine.ts";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import type { RequestRecord } from "../observe/observation.ts";
import type { SenderLine } from "./job.ts";

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

/** What a process in a client is to do. */
export interface SenderTask {
  /** What it reads to be ready for it; null where its command line says all. */
  readonly job: string | null;
  /** The longest that it can take once it has started, milliseconds. */
  readonly longestMs: number;
  readonly onRequest?: (record: RequestRecord) => void;
}

/** A task that waits in its client. */
export interface Sender {
  /** Resolves once it waits for its start; rejects where its process ended before. */
  readonly ready: Promise<void>;
  /** Lets it go; `onStart` is called with the time of its first request, milliseconds since the epoch. */
  run(onStart: (at: number) => void): Promise<SenderReport>;
}

interface CurrentTask extends SenderTask {
  readonly isReady: () => void;
  onStart: (at: number) => void;
  readonly requests: RequestRecord[];
  readonly finish: (report: SenderReport) => void;
  readonly fail: (error: unknown) => void;
}

/** A process in a client that sends, one task after the other. */
export class SenderProcess {
  readonly client: string;
  readonly #process: NodeProcess;
  readonly #signal: AbortSignal;
  readonly #complaint: Promise<string>;
  #current: CurrentTask | null = null;
  #deadline: NodeJS.Timeout | undefined;
  #hasEnded = false;
  #takesMore = true;

  constructor(process: NodeProcess, client: string, signal: AbortSignal) {
    this.#process = process;
    this.client = client;
    this.#signal = signal;
    this.#complaint = text(process.stderr).catch(() => "");
    process.stdin.on("error", () => {});
    void this.#listen();
  }

  /** Whether it has done its task, and waits for another. */
  get isFree(): boolean {
    return this.#takesMore && !this.#hasEnded && this.#current === null;
  }

  /** Gives it a task; nothing is sent before `run`. */
  take(task: SenderTask): Sender {
    let isReady = () => {};
    const ready = new Promise<void>((resolve) => {
      // It may have to wait for its start.
      isReady = () => {
        clearTimeout(this.#deadline);
        resolve();
      };
    });
    let current: CurrentTask | undefined;
    const finished = new Promise<SenderReport>((finish, fail) => {
      current = { ...task, isReady, onStart: () => {}, requests: [], finish, fail };
      this.#current = current;
    });
    // Whoever awaits `ready` or `run` hears of it; until then it must not count as unhandled.
    finished.catch(() => {});
    const early = Promise.race([ready, finished.then(() => {})]);
    early.catch(() => {});
    this.#deadline = this.#endAfter(START_MS);
    if (task.job !== null) this.#process.stdin.write(`${task.job}\n`);
    return {
      ready: early,
      run: (onStart) => {
        if (current !== undefined) current.onStart = onStart;
        this.#deadline = this.#endAfter(task.longestMs + SPARE_MS);
        this.#process.stdin.write("go\n");
        return finished;
      },
    };
  }

  /** Ends it, whatever it does. */
  end(): void {
    clearTimeout(this.#deadline);
    this.#takesMore = false;
    this.#process.stdin.end();
    this.#process.kill("SIGKILL");
  }

  #endAfter(ms: number): NodeJS.Timeout {
    return setTimeout(() => this.#process.kill("SIGKILL"), ms);
  }

  async #listen(): Promise<void> {
    const lines = createInterface({ input: this.#process.stdout });
    lines.on("line", (text) => {
      const line = lineOf(text);
      if (line !== undefined && this.#current !== null) this.#hear(line, this.#current);
    });
    await once(lines, "close");
    this.#hasEnded = true;
    clearTimeout(this.#deadline);
    const exitCode = await this.#process.ended;
    const complaint = await this.#complaint;
    if (this.#current === null) return;
    const { requests, fail } = this.#current;
    fail(
      this.#signal.aborted
        ? this.#signal.reason
        : endedEarly(this.client, exitCode, requests.length, complaint),
    );
  }

  #hear(line: SenderLine, current: CurrentTask): void {
    if (line.kind === "ready") current.isReady();
    else if (line.kind === "started") current.onStart(line.at);
    else if (line.kind === "request") {
      current.requests.push(line.record);
      current.onRequest?.(line.record);
    } else {
      clearTimeout(this.#deadline);
      this.#takesMore = line.isFree ?? false;
      this.#current = null;
      const { latenessMs, packets = 0, againAt = null } = line;
      current.finish({ requests: current.requests, latenessMs, packets, againAt });
    }
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
