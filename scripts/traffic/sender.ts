/**
 * The program that runs in a client node. Each job is one line on standard input: it tells when it is ready for it, waits
 * for a line, carries it out, writes one JSON line a request and one that ends the job. It ends as soon as standard input
 * ends, whatever happened to the one who started it.
 */
import { createInterface } from "node:readline";
import { setImmediate } from "node:timers/promises";
import { epochMs } from "./clock.ts";
import type { SenderJob, SenderLine } from "./job.ts";
import { watchLateness } from "./lateness.ts";
import { carryOut } from "./patterns.ts";
import { warmUp } from "./warm-up.ts";

process.on("SIGTERM", () => process.exit(143));
process.stdin.on("end", () => process.exit(1));
const warm = warmUp();
let waiting: SenderJob | null = null;
createInterface({ input: process.stdin }).on("line", (line) => {
  if (waiting === null) {
    waiting = JSON.parse(line) as SenderJob;
    void warm.then(() => print({ kind: "ready" }));
  } else void run(waiting);
});

async function run(job: SenderJob) {
  let requests = 0;
  const lateness = watchLateness();
  print({ kind: "started", at: epochMs() });
  await carryOut(job, (record) => {
    requests++;
    print({ kind: "request", record });
  });
  const latenessMs = lateness();
  waiting = null;
  const isFree = await hasClosedAll();
  print({ kind: "summary", requests, latenessMs, isFree });
  if (!isFree) process.exit(0);
}

/** Whether nothing of a job is left that the next one could meet. */
async function hasClosedAll(): Promise<boolean> {
  // What was closed is gone after a turn of the event loop.
  await setImmediate();
  await setImmediate();
  return !process.getActiveResourcesInfo().some((kind) => /TCP|UDP|REQWRAP|QUERYWRAP/i.test(kind));
}

/** Pipes are written synchronously on Linux, so nothing is lost at exit. */
function print(line: SenderLine) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
