import { randomUUID } from "node:crypto";
import type { Send } from "../../stacks/lab/schema/test.ts";
import type { Engine, RunningLab } from "../engines/engine.ts";
import type { RequestRecord } from "../observe/observation.ts";
import { senderJobs } from "./jobs.ts";
import { type Sender, startSender } from "./sender-process.ts";

/** What the senders of one run told. */
export interface Traffic {
  /** What every request id of this run starts with. */
  readonly run: string;
  /** In the order in which they started. */
  readonly requests: readonly RequestRecord[];
  /** The greatest lateness of a 5 ms timer in any sender, milliseconds. */
  readonly latenessMs: number;
}

export interface SendOptions {
  readonly engine: Pick<Engine, "spawn">;
  readonly lab: RunningLab;
  readonly sends: readonly Send[];
  /** Called once, with the time of the first request in milliseconds since the epoch. */
  readonly onFirstRequest: (at: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Sends a test's traffic from the lab's clients. All senders are brought up first and then let go together, so that
 * their start-up is no part of the traffic. Rejects where a sender could not do its work; what a request meets is in its record.
 */
export async function send({ engine, lab, sends, onFirstRequest, signal }: SendOptions): Promise<Traffic> {
  const run = randomUUID().slice(0, 8);
  const jobs = senderJobs(sends, lab.plan, run);
  const senders: Sender[] = [];
  let first = true;
  const onStart = (at: number) => {
    if (first) onFirstRequest(at);
    first = false;
  };
  try {
    for (const job of jobs) senders.push(await startSender(engine, lab, job, signal));
    await Promise.all(senders.map((sender) => sender.ready));
    const reports = await Promise.all(senders.map((sender) => sender.run(onStart)));
    return {
      run,
      requests: reports.flatMap((report) => report.requests).sort((a, b) => a.startedAt - b.startedAt),
      latenessMs: Math.max(0, ...reports.map((report) => report.latenessMs)),
    };
  } finally {
    for (const sender of senders) sender.end();
  }
}
