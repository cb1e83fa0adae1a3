import type { Send } from "../../stacks/lab/schema/send.ts";
import { type ReadySenders, readySenders, type Traffic } from "../traffic/send.ts";
import { firstIsMaster } from "./first-master.ts";
import type { FaultRecord, Need, Observation } from "./observation.ts";
import type { ObserverContext } from "./observers/observer.ts";
import { beginAll } from "./observers/registry.ts";

export interface ObserveOptions extends ObserverContext {
  readonly sends: readonly Send[];
  /** What the checks ask to see, each once. */
  readonly needs: readonly Need[];
  /** Carries out the timeline; called with the time of the first request, milliseconds since the epoch. */
  readonly faults: (firstRequestAt: number, signal: AbortSignal) => Promise<readonly FaultRecord[]>;
}

/** Sends a test's traffic, and sees what its checks ask to see while it runs. */
export async function observe(options: ObserveOptions): Promise<Observation> {
  await firstIsMaster(options.engine, options.lab, options.signal);
  const starting = { watching: beginAll(options.needs, options), senders: readySenders(options) };
  let isOver = false;
  try {
    const [watching, senders] = await Promise.all([starting.watching, starting.senders]);
    const { traffic, faults } = await sendWithFaults(options, senders);
    isOver = true;
    const seen = await watching.end(traffic);
    const { requests, floods, latenessMs } = traffic;
    return { ...seen, floods, faults, requests, latenessMs };
  } catch (error) {
    if (!isOver) await starting.watching.then((watching) => watching.cancel()).catch(() => {});
    throw error;
  } finally {
    await starting.senders.then((senders) => senders.end()).catch(() => {});
  }
}

const NO_TRAFFIC: Traffic = { run: "", requests: [], latenessMs: 0, floods: [] };

/** The timeline counts from the first request; where one of the two fails, the other is stopped. */
async function sendWithFaults({ sends, faults, signal }: ObserveOptions, senders: ReadySenders) {
  if (sends.length === 0) return { traffic: NO_TRAFFIC, faults: [] };
  const over = new AbortController();
  let timeline: Promise<readonly FaultRecord[]> = Promise.resolve([]);
  const timelineFailed = new Promise<never>((_, reject) => {
    over.signal.addEventListener("abort", () => reject(over.signal.reason));
  });
  timelineFailed.catch(() => {});
  const traffic = senders.go((at) => {
    timeline = faults(at, AbortSignal.any([signal, over.signal]));
    timeline.catch((error) => over.abort(error));
  });
  try {
    return { traffic: await Promise.race([traffic, timelineFailed]), faults: await timeline };
  } catch (error) {
    over.abort(error);
    traffic.catch(() => {});
    await timeline.catch(() => {});
    throw error;
  }
}
