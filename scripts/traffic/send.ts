import { randomUUID } from "node:crypto";
import type { Send } from "../../stacks/lab/schema/send.ts";
import type { RunningLab } from "../engines/engine.ts";
import type { FloodRecord, RequestRecord } from "../observe/observation.ts";
import { floodJobs } from "./flood-jobs.ts";
import type { FloodJob } from "./job.ts";
import { longestMs, senderJobs } from "./jobs.ts";
import type { SenderPool } from "./sender-pool.ts";
import type { Sender, SenderProcess } from "./sender-process.ts";
import { firstPortAt } from "./source-ports.ts";

/** What the senders of one run told. */
export interface Traffic {
  /** What every request id of this run starts with. */
  readonly run: string;
  /** In the order in which they started. */
  readonly requests: readonly RequestRecord[];
  /** The greatest lateness of a 5 ms timer in any sender, milliseconds. */
  readonly latenessMs: number;
  readonly floods: readonly FloodRecord[];
}

export interface SendOptions {
  readonly pool: SenderPool;
  readonly lab: RunningLab;
  readonly sends: readonly Send[];
  readonly signal: AbortSignal;
  /** Told of each request as it ends. */
  readonly onRequest?: (record: RequestRecord) => void;
}

/** Senders that wait in their clients for their start. */
export interface ReadySenders {
  /**
   * Lets all of them go together; `onFirstRequest` is called once, with the time of the first request in milliseconds
   * since the epoch. Rejects where a sender could not do its work; what a request meets is in its record.
   */
  go(onFirstRequest: (at: number) => void): Promise<Traffic>;
  /** Ends what still runs; what has done its work waits for the next traffic. */
  end(): void;
}

/** Brings up the senders of a test's traffic, so that their start-up is no part of the traffic. */
export async function readySenders({
  pool,
  lab,
  sends,
  signal,
  onRequest = () => {},
}: SendOptions): Promise<ReadySenders> {
  const run = randomUUID().slice(0, 8);
  const processes: SenderProcess[] = [];
  const senders: Sender[] = [];
  const floods = new Map<Sender, FloodJob>();
  const end = () => {
    signal.removeEventListener("abort", end);
    pool.takeBack(lab, processes.splice(0));
  };
  signal.addEventListener("abort", end);
  try {
    for (const job of senderJobs(sends, lab.plan, { run, firstPort: firstPortAt(Date.now()) })) {
      const process = await pool.sender(lab, job.client);
      processes.push(process);
      senders.push(process.take({ job: JSON.stringify(job), longestMs: longestMs(job), onRequest }));
    }
    for (const job of floodJobs(sends, lab.plan)) {
      const process = await pool.flood(lab, job);
      processes.push(process);
      // Each round gives up after twice its time and a second.
      const flood = process.take({ job: null, longestMs: (job.againMs ?? 0) + 2 * job.forMs + 1_000 });
      floods.set(flood, job);
      senders.push(flood);
    }
    signal.throwIfAborted();
    await Promise.all(senders.map((sender) => sender.ready));
  } catch (error) {
    end();
    throw error;
  }
  return { go: (onFirstRequest) => letGo(run, senders, floods, onFirstRequest), end };
}

async function letGo(
  run: string,
  senders: readonly Sender[],
  floods: ReadonlyMap<Sender, FloodJob>,
  onFirstRequest: (at: number) => void,
): Promise<Traffic> {
  let first = true;
  const onStart = (at: number) => {
    if (first) onFirstRequest(at);
    first = false;
  };
  const reports = await Promise.all(senders.map((sender) => sender.run(onStart)));
  return {
    run,
    requests: reports.flatMap((report) => report.requests).sort((a, b) => a.startedAt - b.startedAt),
    latenessMs: Math.max(0, ...reports.map((report) => report.latenessMs)),
    floods: senders.flatMap((sender, index) => {
      const job = floods.get(sender);
      const report = reports[index];
      if (job === undefined || report === undefined) return [];
      const { client, service } = job;
      return { client, service, packets: report.packets, againAt: report.againAt };
    }),
  };
}
