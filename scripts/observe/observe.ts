import type { Send } from "../../stacks/lab/schema/send.ts";
import type { Company, Gate } from "../gate/gate.ts";
import { type ReadySenders, readySenders, type Traffic } from "../traffic/send.ts";
import type { SenderPool } from "../traffic/sender-pool.ts";
import { directorsHeard } from "./at-rest/directors-heard.ts";
import { firstIsMaster } from "./at-rest/first-master.ts";
import { namesKnown } from "./at-rest/names-known.ts";
import type { FaultRecord, Need, Observation } from "./observation.ts";
import type { ObserverContext } from "./observers/observer.ts";
import { beginAll, type Watching } from "./observers/registry.ts";

export interface ObserveOptions extends ObserverContext {
  readonly pool: SenderPool;
  readonly sends: readonly Send[];
  /** What the checks ask to see, each once. */
  readonly needs: readonly Need[];
  /** Carries out the timeline; called with the time of the first request, milliseconds since the epoch. */
  readonly faults: (firstRequestAt: number, signal: AbortSignal) => Promise<readonly FaultRecord[]>;
  /** Beside what the traffic may run. */
  readonly company: Company;
  readonly gate: Gate;
  readonly onWait: () => void;
}

/** Sends a test's traffic, and sees what its checks ask to see while it runs. */
export async function observe(options: ObserveOptions): Promise<Observation> {
  const { gate, company } = options;
  const beside: Turn = (work) => gate.beside(work, options);
  if (company === "beside") return beside(() => observeInTurns(options, { rest: atOnce, traffic: atOnce }));
  return observeInTurns(options, { rest: beside, traffic: (work) => gate[company](work, options) });
}

type Turn = <T>(work: () => Promise<T>) => Promise<T>;

const atOnce: Turn = (work) => work();

/** What is slow and heavy, as starting senders and reading packets, is done beside whatever goes on. */
async function observeInTurns(
  options: ObserveOptions,
  { rest, traffic }: { readonly rest: Turn; readonly traffic: Turn },
): Promise<Observation> {
  const stage = await rest(() => setUp(options));
  let isOver = false;
  try {
    const sent = await traffic(() => send(options, stage));
    isOver = true;
    const seen = await rest(() => stage.watching.end(sent.traffic));
    const { requests, floods, latenessMs } = sent.traffic;
    return { ...seen, floods, faults: sent.faults, requests, latenessMs };
  } finally {
    if (!isOver) await stage.watching.cancel();
    stage.senders.end();
  }
}

/** All that waits for the traffic to begin. */
interface Stage {
  readonly watching: Watching;
  readonly senders: ReadySenders;
}

async function setUp(options: ObserveOptions): Promise<Stage> {
  const { engine, lab, signal } = options;
  // Senders only wait for the word, so they may start while the lab comes to rest; what is counted from now on may not.
  const starting = {
    senders: readySenders(options),
    watching: Promise.all([firstIsMaster(engine, lab, signal), namesKnown(engine, lab, signal)]).then(() =>
      beginAll(options.needs, options),
    ),
  };
  starting.senders.catch(() => {});
  try {
    return { watching: await starting.watching, senders: await starting.senders };
  } catch (error) {
    await starting.watching.then((watching) => watching.cancel()).catch(() => {});
    await starting.senders.then((senders) => senders.end()).catch(() => {});
    throw error;
  }
}

/** Others may have come in between: who is the master, and who is heard of, is seen to anew. */
async function send(options: ObserveOptions, { senders, watching }: Stage) {
  const { company, engine, lab, signal } = options;
  await Promise.all([
    company === "beside" ? undefined : firstIsMaster(engine, lab, signal),
    directorsHeard(engine, lab, signal),
  ]);
  await watching.begins();
  const sent = await sendWithFaults(options, senders);
  await watching.ends();
  return sent;
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
