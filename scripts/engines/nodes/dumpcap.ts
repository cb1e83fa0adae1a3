import { readdirSync, readFileSync } from "node:fs";
import type { Readable } from "node:stream";
import { NODE_ENVIRONMENT } from "../../../stacks/plan/node-process.ts";
import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import { childrenOf } from "./processes.ts";
import { spawnIn } from "./spawn.ts";

/** The fabric that a capture is made in. */
export interface Fabric {
  /** The words that run a command where the ports are. */
  enter(command: readonly string[]): string[];
  /** The folder of the node image, which brings dumpcap. */
  readonly image: string;
}

/** A dumpcap that runs. */
export interface Dumpcap {
  readonly ports: readonly string[];
  /** Frames as pcapng. */
  readonly output: Readable;
  /** What it has told for people so far. */
  said(): string;
  /** Calls back whenever it has told more. */
  onSaid(heard: () => void): void;
  /** Resolves with its end. */
  readonly ended: Promise<number>;
  /** Rejects with its end, as the reason that it gave. */
  failed(): Promise<never>;
  /** Whether it waits for more frames, which it does not while a frame, or a block of them, waits for it. */
  isIdle(): boolean;
  kill(signal: NodeJS.Signals): void;
}

/** Room of the kernel's ring for each port, MiB. */
const RING_MIB = 8;
/** Room of dumpcap's own queue: by default it drops what comes after 1,000 frames. */
const QUEUE = ["-N", "4000000", "-C", "500000000"];

/** Starts a dumpcap at ports of the fabric; it listens once it has described all of them in its output. */
export function startDumpcap(
  { enter, image }: Fabric,
  ports: readonly string[],
  filter: string | undefined,
): Dumpcap {
  const options = ["-q", ...QUEUE, "-B", String(RING_MIB), "-w", "-"];
  const filtered = filter === undefined ? [] : ["-f", filter];
  // A filter before the first interface is that of all.
  const words = ["/usr/bin/dumpcap", ...options, ...filtered, ...ports.flatMap((port) => ["-i", port])];
  const entry = ["chroot", image, "setpriv", "--pdeathsig", "KILL", "--", ...words];
  const process = spawnIn(enter(entry), NODE_ENVIRONMENT);
  let said = "";
  process.stderr.on("data", (chunk) => {
    said += String(chunk);
  });
  return {
    ports,
    output: process.stdout,
    said: () => said,
    onSaid: (heard) => void process.stderr.on("data", heard),
    ended: process.ended,
    failed: async () => {
      const code = await process.ended;
      throw reasonIn(said, code);
    },
    // Where it had to be entered, nsenter waits for it.
    isIdle: () => allIdle(childrenOf(process.pid)[0] ?? process.pid),
    kill: (signal) => process.kill(signal),
  };
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

function reasonIn(said: string, code: number): Error {
  const [, reason] = BAD_FILTER.exec(said) ?? [];
  if (reason === undefined) return new Error(`dumpcap ended with ${code}: ${said.trim()}`);
  return new ToldError(`the filter is no capture filter: ${reason.trim()}`, {
    exitCode: EXIT.wrongInput,
    help: "as in `tcp port 80 and host 10.10.0.100`; see pcap-filter(7)",
  });
}

/** How dumpcap refuses a filter (Wireshark 4, dumpcap.c, report_cfilter_error). */
const BAD_FILTER = /isn't a valid capture filter \((.*)\)/;
