import { join } from "node:path";
import type { Send } from "../../stacks/lab/schema/send.ts";
import type { Engine, RunningLab } from "../engines/engine.ts";
import { type ReadySenders, readySenders, type Traffic } from "../traffic/send.ts";
import { askArp } from "./arp.ts";
import { capturePoints } from "./capture-points.ts";
import { dissect } from "./dissect.ts";
import { watchDrops } from "./drops.ts";
import { firstIsMaster } from "./first-master.ts";
import { type HalfOpenWatch, watchHalfOpen } from "./half-open.ts";
import { watchIpvs } from "./ipvs.ts";
import type {
  ArpAnswers,
  DropReading,
  FaultRecord,
  IpvsReading,
  Need,
  Observation,
  Packet,
  ServerLogLine,
} from "./observation.ts";
import { readServerLogs } from "./server-log.ts";

export interface ObserveOptions {
  readonly engine: Pick<Engine, "run" | "spawn" | "capture" | "tool">;
  readonly lab: RunningLab;
  readonly sends: readonly Send[];
  /** What the checks ask to see, each once. */
  readonly needs: readonly Need[];
  /** Carries out the timeline; called with the time of the first request, milliseconds since the epoch. */
  readonly faults: (firstRequestAt: number, signal: AbortSignal) => Promise<readonly FaultRecord[]>;
  /** The folder that a capture's file is written to; it must exist. */
  readonly folder: string;
  /** The capture's file name without its ending; the next capture must have another. */
  readonly name: string;
  readonly signal: AbortSignal;
}

/** Sends a test's traffic, and sees what its checks ask to see while it runs. */
export async function observe(options: ObserveOptions): Promise<Observation> {
  await firstIsMaster(options.engine, options.lab, options.signal);
  const starting = { capture: startCapture(options), senders: readySenders(options) };
  try {
    const [capture, senders, counted, dropped] = await Promise.all([
      starting.capture,
      starting.senders,
      countIpvs(options),
      countDrops(options),
    ]);
    const arp = await askAll(options);
    const watchedHalfOpen = await watchAllHalfOpen(options);
    const { traffic, faults } = await sendWithFaults(options, senders).finally(watchedHalfOpen.end);
    const [captured, ipvs, serverLog, halfOpen, drops] = await Promise.all([
      dissected(options, capture),
      counted(),
      readLogs(options, traffic),
      watchedHalfOpen.readings,
      dropped(),
    ]);
    const { requests, floods, latenessMs } = traffic;
    return { ...captured, ipvs, arp, serverLog, halfOpen, drops, floods, faults, requests, latenessMs };
  } catch (error) {
    await starting.capture.then((capture) => capture?.stop()).catch(() => {});
    throw error;
  } finally {
    await starting.senders.then((senders) => senders.end()).catch(() => {});
  }
}

const NOTHING_CAPTURED = { packets: [] as Packet[], captureFile: null };
const NO_TRAFFIC: Traffic = { run: "", requests: [], latenessMs: 0, floods: [] };

type Captured = Pick<Observation, "packets" | "captureFile">;
type Stoppable = Awaited<ReturnType<Engine["capture"]>>;

function of<K extends Need["kind"]>(kind: K, needs: readonly Need[]): Extract<Need, { kind: K }>[] {
  return needs.filter((need): need is Extract<Need, { kind: K }> => need.kind === kind);
}

async function startCapture({ engine, lab, needs, folder, name }: ObserveOptions): Promise<Stoppable | null> {
  if (of("packets", needs).length === 0) return null;
  return engine.capture(lab, capturePoints(lab.plan), join(folder, `${name}.pcapng`));
}

/** One question after the other: each is a broadcast of its own. */
async function askAll({ engine, lab, needs, signal }: ObserveOptions): Promise<ArpAnswers[]> {
  const answers: ArpAnswers[] = [];
  for (const need of of("arp", needs)) answers.push(await askArp(engine, lab, need, signal));
  return answers;
}

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

/** Begins to count; the returned function gives what was counted since. */
async function countIpvs({
  engine,
  lab,
  needs,
  signal,
}: ObserveOptions): Promise<() => Promise<IpvsReading[]>> {
  const watched = await Promise.all(of("ipvs", needs).map((need) => watchIpvs(engine, lab, need, signal)));
  return () => Promise.all(watched.map((count) => count()));
}

/** Begins to count; the returned function gives what guards dropped since. */
async function countDrops({
  engine,
  lab,
  needs,
  signal,
}: ObserveOptions): Promise<() => Promise<DropReading[]>> {
  const watched = await Promise.all(
    of("drops", needs).map(({ node }) => watchDrops(engine, lab, node, signal)),
  );
  return async () => (await Promise.all(watched.map((count) => count()))).flat();
}

function watchAllHalfOpen({ engine, lab, needs, signal }: ObserveOptions): Promise<HalfOpenWatch> {
  const nodes = [...new Set(of("half-open", needs).flatMap((need) => need.nodes))];
  return watchHalfOpen(engine, lab, nodes, signal);
}

async function dissected({ engine, lab }: ObserveOptions, capture: Stoppable | null): Promise<Captured> {
  if (capture === null) return NOTHING_CAPTURED;
  const file = await capture.stop();
  return { packets: await dissect(engine, lab, file), captureFile: file };
}

async function readLogs(
  { engine, lab, needs, signal }: ObserveOptions,
  traffic: Traffic,
): Promise<ServerLogLine[]> {
  const nodes = [...new Set(of("server-log", needs).flatMap((need) => need.nodes))];
  if (nodes.length === 0 || traffic.run === "") return [];
  const { run, requests } = traffic;
  return readServerLogs(engine, lab, { nodes, run, requests }, signal);
}
