import { createWriteStream, readdirSync, readFileSync } from "node:fs";
import { finished } from "node:stream/promises";
import { setTimeout as delay } from "node:timers/promises";
import { NODE_ENVIRONMENT } from "../../../stacks/plan/node-process.ts";
import { StarvedError } from "../../errors.ts";
import type { Capture, NodeProcess } from "../engine.ts";
import { cameTooLate } from "./dumpcap-report.ts";
import { InterfaceNames } from "./interface-names.ts";
import { childrenOf } from "./processes.ts";
import { spawnIn } from "./spawn.ts";

/**
 * The kernel hands over a block of frames when it is full, or at the second beat of a clock of this period, milliseconds
 * (net/packet/af_packet.c, prb_retire_rx_blk_timer_expired). dumpcap has the period built in: CAP_READ_TIMEOUT.
 */
const BEAT_MS = 250;
/** Room of the kernel's ring for each point, MiB. */
const RING_MIB = 8;
/** Room of dumpcap's own queue: by default it drops what comes after 1,000 frames. */
const QUEUE = ["-N", "4000000", "-C", "500000000"];
const STARTED_WITHIN_MS = 15_000;
const DRAINED_WITHIN_MS = 10_000;
const STOPPED_WITHIN_MS = 15_000;

/** The fabric that a capture is made in. */
export interface Fabric {
  /** The words that run a command where the ports are. */
  enter(command: readonly string[]): string[];
  /** The folder of the node image, which brings dumpcap. */
  readonly image: string;
}

/** Captures at ports of the fabric, each given with its name in the file, by one dumpcap; resolves once it listens at every one of them. */
export async function capturePorts(
  fabric: Fabric,
  names: ReadonlyMap<string, string>,
  file: string,
): Promise<Capture> {
  if (names.size === 0) throw new Error("a capture needs a point");
  const dumpcap = start(fabric, [...names.keys()]);
  const renamed = new InterfaceNames(names);
  const written = finished(dumpcap.stdout.pipe(renamed).pipe(createWriteStream(file)));
  written.catch(() => dumpcap.kill("SIGKILL"));
  let said = "";
  const reported = new Promise<void>((resolve) => {
    dumpcap.stderr.on("data", (chunk) => {
      said += String(chunk);
      if (cameTooLate(said).size === names.size) resolve();
    });
  });
  try {
    await within(
      STARTED_WITHIN_MS,
      "dumpcap listens",
      Promise.race([renamed.allNamed, failure(dumpcap, () => said)]),
    );
  } catch (error) {
    dumpcap.kill("SIGKILL");
    throw error;
  }
  return {
    stop: async () => {
      await drained(dumpcap);
      dumpcap.kill("SIGINT");
      // It tells its statistics last of all, and then closes its sockets one after another, which is not waited for.
      await within(STOPPED_WITHIN_MS, "dumpcap stops", Promise.race([renamed.allCounted, dumpcap.ended]));
      dumpcap.stdout.unpipe(renamed);
      renamed.end();
      await written;
      if (anyLost(renamed.losses))
        await within(STOPPED_WITHIN_MS, "dumpcap reports", Promise.race([reported, dumpcap.ended]));
      dumpcap.kill("SIGKILL");
      refuseLosses(names, renamed.losses, cameTooLate(said));
      return file;
    },
  };
}

function start({ enter, image }: Fabric, ports: readonly string[]): EnteredProcess {
  const options = ["-q", ...QUEUE, "-B", String(RING_MIB), "-w", "-"];
  const dumpcap = ["/usr/bin/dumpcap", ...options, ...ports.flatMap((port) => ["-i", port])];
  const entry = ["chroot", image, "setpriv", "--pdeathsig", "KILL", "--", ...dumpcap];
  return spawnIn(enter(entry), NODE_ENVIRONMENT);
}

type EnteredProcess = NodeProcess & { readonly pid: number };

/**
 * Resolves once every frame that was on the wire by now is in dumpcap's hands: the kernel has handed over its open
 * blocks, and then all of dumpcap's threads were found waiting for more, which they are not while a block waits for them.
 */
async function drained(dumpcap: EnteredProcess): Promise<void> {
  await delay(2 * BEAT_MS);
  const deadline = Date.now() + DRAINED_WITHIN_MS;
  // Where it had to be entered, nsenter waits for it.
  const pid = childrenOf(dumpcap.pid)[0] ?? dumpcap.pid;
  for (let idle = 0; idle < 3; ) {
    if (Date.now() > deadline)
      throw new StarvedError(`dumpcap did not come to rest within ${DRAINED_WITHIN_MS} ms`);
    idle = allIdle(pid) ? idle + 1 : 0;
    await delay(3);
  }
}

/** Its main thread waits for the others (a futex), each of those for frames (select); a thread that waits for a lock has work left. */
function allIdle(pid: number): boolean {
  try {
    return readdirSync(`/proc/${pid}/task`).every((thread) => {
      const waitsIn = readFileSync(`/proc/${pid}/task/${thread}/wchan`, "utf8");
      return Number(thread) === pid || waitsIn.includes("poll");
    });
  } catch {
    return true;
  }
}

function anyLost(losses: ReadonlyMap<string, number>): boolean {
  return [...losses.values()].some((lost) => lost > 0);
}

function refuseLosses(
  names: ReadonlyMap<string, string>,
  losses: ReadonlyMap<string, number>,
  late: ReadonlyMap<string, number>,
): void {
  for (const [port, point] of names) {
    const lost = (losses.get(point) ?? 0) - (late.get(port) ?? 0);
    if (lost > 0) throw new StarvedError(`the capture at ${point} lost ${lost} frames`);
  }
}

async function failure(dumpcap: EnteredProcess, said: () => string): Promise<never> {
  const code = await dumpcap.ended;
  throw new Error(`dumpcap ended with ${code}: ${said().trim()}`);
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
