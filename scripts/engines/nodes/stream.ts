import { readdirSync, readFileSync } from "node:fs";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { setTimeout as delay } from "node:timers/promises";
import { NODE_ENVIRONMENT } from "../../../stacks/plan/node-process.ts";
import { StarvedError, ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import type { FrameStream, NodeProcess, StreamOptions } from "../engine.ts";
import { cameTooLate } from "./dumpcap-report.ts";
import { InterfaceNames } from "./interface-names.ts";
import { childrenOf } from "./processes.ts";
import { spawnIn } from "./spawn.ts";

/**
 * The kernel hands over a block of frames when it is full, or at the second beat of a clock of this period, milliseconds
 * (net/packet/af_packet.c, prb_retire_rx_blk_timer_expired). dumpcap has the period built in: CAP_READ_TIMEOUT.
 */
const BEAT_MS = 250;
/** How much later than that two beats may come, milliseconds: each is set anew when the one before was worked off. */
const BEATS_LATE_MS = 50;
/** How dumpcap is looked at for rest, and how late such a look may come before the kernel's clock is not trusted either. */
const LOOK = { everyMs: 15, times: 3, lateMs: 50 };
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

/** Frames at ports of the fabric, each given with its name in the stream, by one dumpcap; resolves once it listens at every one of them. */
export async function streamPorts(
  fabric: Fabric,
  names: ReadonlyMap<string, string>,
  to: Writable,
  { filter }: StreamOptions = {},
): Promise<FrameStream> {
  if (names.size === 0) throw new Error("a capture needs a point");
  const dumpcap = start(fabric, [...names.keys()], filter);
  const renamed = new InterfaceNames(names);
  const isOurs = to === process.stdout || to === process.stderr;
  dumpcap.stdout.pipe(renamed).pipe(to, { end: !isOurs });
  // The standard streams outlive what is written to them.
  const written = finished(isOurs ? renamed : to);
  written.catch(() => dumpcap.kill("SIGKILL"));
  // Where nobody reads any more, what is still to come is poured away, so that it comes to an end.
  to.once("error", () => renamed.unpipe(to).resume());
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
    ended: Promise.all([dumpcap.ended, written.catch(() => {})]).then(() => said.trim()),
    get frames() {
      return renamed.frames;
    },
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
      return lossesOf(names, renamed.losses, cameTooLate(said));
    },
  };
}

function start(
  { enter, image }: Fabric,
  ports: readonly string[],
  filter: string | undefined,
): EnteredProcess {
  const options = ["-q", ...QUEUE, "-B", String(RING_MIB), "-w", "-"];
  const filtered = filter === undefined ? [] : ["-f", filter];
  // A filter before the first interface is that of all.
  const dumpcap = ["/usr/bin/dumpcap", ...options, ...filtered, ...ports.flatMap((port) => ["-i", port])];
  const entry = ["chroot", image, "setpriv", "--pdeathsig", "KILL", "--", ...dumpcap];
  return spawnIn(enter(entry), NODE_ENVIRONMENT);
}

type EnteredProcess = NodeProcess & { readonly pid: number };

/**
 * Resolves once every frame that was on the wire by now is written: the kernel has handed over its open blocks, and then
 * all of dumpcap's threads were found waiting for more, which they are not while a block or a frame waits for them.
 */
async function drained(dumpcap: EnteredProcess): Promise<void> {
  await delay(2 * BEAT_MS + BEATS_LATE_MS);
  const deadline = Date.now() + DRAINED_WITHIN_MS;
  // Where it had to be entered, nsenter waits for it.
  const pid = childrenOf(dumpcap.pid)[0] ?? dumpcap.pid;
  for (let idle = 0; idle < LOOK.times; ) {
    if (Date.now() > deadline)
      throw new StarvedError(`dumpcap did not come to rest within ${DRAINED_WITHIN_MS} ms`);
    const before = performance.now();
    await delay(LOOK.everyMs);
    const isLate = performance.now() - before > LOOK.everyMs + LOOK.lateMs;
    idle = allIdle(pid) && !isLate ? idle + 1 : 0;
  }
}

/**
 * Each of its threads waits for frames, and its main thread for what they hand over; with one port that does both itself.
 * What lies in its queue when it is told to stop it throws away (dumpcap.c, capture_loop_write_packet_cb), so the main
 * thread must not be at work either, nor wait for its reader. Of fs/select.c compilers differ in which function is left to
 * be named: do_select on Debian's kernel, poll_schedule_timeout on others.
 */
function allIdle(pid: number): boolean {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    return threads.every((thread) => {
      const waitsIn = readFileSync(`/proc/${pid}/task/${thread}/wchan`, "utf8");
      const isWriter = Number(thread) === pid && threads.length > 1;
      return (isWriter ? /futex/ : /poll|select/).test(waitsIn);
    });
  } catch {
    return true;
  }
}

function anyLost(losses: ReadonlyMap<string, number>): boolean {
  return [...losses.values()].some((lost) => lost > 0);
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

async function failure(dumpcap: EnteredProcess, said: () => string): Promise<never> {
  const code = await dumpcap.ended;
  const [, reason] = BAD_FILTER.exec(said()) ?? [];
  if (reason !== undefined)
    throw new ToldError(`the filter is no capture filter: ${reason.trim()}`, {
      exitCode: EXIT.wrongInput,
      help: "as in `tcp port 80 and host 10.10.0.100`; see pcap-filter(7)",
    });
  throw new Error(`dumpcap ended with ${code}: ${said().trim()}`);
}

/** How dumpcap refuses a filter (Wireshark 4, dumpcap.c, report_cfilter_error). */
const BAD_FILTER = /isn't a valid capture filter \((.*)\)/;

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
