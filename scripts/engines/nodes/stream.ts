import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { setTimeout as delay } from "node:timers/promises";
import type { FrameStream, StreamOptions } from "../engine.ts";
import { drained } from "./drained.ts";
import { type Dumpcap, type Fabric, startDumpcap } from "./dumpcap.ts";
import { cameTooLate } from "./dumpcap-report.ts";
import { JoinedCapture } from "./joined-capture.ts";

/**
 * How many ports one dumpcap gets, and how many dumpcaps there are at most. One opens its ports one after another, and waits
 * at each, 7 to 30 ms, for all processors to let go of what was (net/packet/af_packet.c, packet_set_ring); several wait together.
 */
const PORTS_EACH = 8;
const DUMPCAPS = 4;
const STARTED_WITHIN_MS = 15_000;
const STOPPED_WITHIN_MS = 15_000;

/** Frames at ports of the fabric, each given with its name in the stream; resolves once every one of them is listened at. */
export async function streamPorts(
  fabric: Fabric,
  names: ReadonlyMap<string, string>,
  to: Writable,
  { filter }: StreamOptions = {},
): Promise<FrameStream> {
  if (names.size === 0) throw new Error("a capture needs a point");
  const dumpcaps = shares([...names.keys()]).map((ports) => startDumpcap(fabric, ports, filter));
  const kill = (signal: NodeJS.Signals) => {
    for (const dumpcap of dumpcaps) dumpcap.kill(signal);
  };
  const joined = new JoinedCapture(
    names,
    dumpcaps.map(({ output }) => output),
  );
  const isOurs = to === process.stdout || to === process.stderr;
  joined.output.pipe(to, { end: !isOurs });
  // The standard streams outlive what is written to them.
  const written = finished(isOurs ? joined.output : to);
  written.catch(() => kill("SIGKILL"));
  // Where nobody reads any more, what is still to come is poured away, so that it comes to an end.
  to.once("error", () => joined.output.unpipe(to).resume());
  try {
    const failures = dumpcaps.map((dumpcap) => dumpcap.failed());
    await within(STARTED_WITHIN_MS, "dumpcap listens", Promise.race([joined.allNamed, ...failures]));
  } catch (error) {
    kill("SIGKILL");
    throw error;
  }
  const allEnded = Promise.all(dumpcaps.map(({ ended }) => ended));
  return {
    ended: Promise.all([allEnded, written.catch(() => {})]).then(() => saidBy(dumpcaps)),
    get frames() {
      return joined.frames;
    },
    stop: async () => {
      await drained(dumpcaps, joined).catch((error) => {
        // Nobody will ask for its losses: a capture that never rests would stay behind.
        kill("SIGKILL");
        throw error;
      });
      joined.end();
      await written;
      kill("SIGINT");
    },
    losses: async () => {
      // It tells its statistics last of all, and then closes its sockets one after another, which is not waited for.
      await within(STOPPED_WITHIN_MS, "dumpcap stops", Promise.race([joined.allCounted, allEnded]));
      if ([...joined.losses.values()].some((lost) => lost > 0)) {
        const reports = reported(dumpcaps, names.size);
        await within(STOPPED_WITHIN_MS, "dumpcap reports", Promise.race([reports, allEnded]));
      }
      kill("SIGKILL");
      return lossesOf(names, joined.losses, cameTooLate(saidBy(dumpcaps)));
    },
  };
}

/** As even as can be: the largest share is what is waited for. */
function shares(ports: readonly string[]): string[][] {
  const count = Math.min(DUMPCAPS, Math.ceil(ports.length / PORTS_EACH));
  return Array.from({ length: count }, (_, share) => ports.filter((_, index) => index % count === share));
}

/** Resolves once the reports tell of so many ports. */
function reported(dumpcaps: readonly Dumpcap[], ports: number): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (cameTooLate(saidBy(dumpcaps)).size === ports) resolve();
    };
    for (const dumpcap of dumpcaps) dumpcap.onSaid(look);
    look();
  });
}

function saidBy(dumpcaps: readonly Dumpcap[]): string {
  return dumpcaps
    .map((dumpcap) => dumpcap.said().trim())
    .join("\n")
    .trim();
}

/** Frames that there was no room for, by point; only those with some. */
function lossesOf(
  names: ReadonlyMap<string, string>,
  losses: ReadonlyMap<string, number>,
  late: ReadonlyMap<string, number>,
): Map<string, number> {
  const lost = [...names].map(
    ([port, point]) => [point, (losses.get(point) ?? 0) - (late.get(port) ?? 0)] as const,
  );
  return new Map(lost.filter(([, count]) => count > 0));
}

async function within<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
  const over = new AbortController();
  const late = delay(ms, undefined, { signal: over.signal }).then(
    () => {
      throw new Error(`waited ${ms} ms in vain until ${what}`);
    },
    () => undefined as never,
  );
  try {
    return await Promise.race([work, late]);
  } finally {
    over.abort();
  }
}
