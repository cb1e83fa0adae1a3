/**
 * The program that runs in a client node: `node -e PROGRAM JOB`. It tells when it is ready, waits for a line on
 * standard input, carries out its job and writes one JSON line a request. It ends with its job, or as soon as
 * standard input ends, whatever happened to the one who started it.
 */
import { epochMs } from "./clock.ts";
import type { SenderJob, SenderLine } from "./job.ts";
import { watchLateness } from "./lateness.ts";
import { carryOut } from "./patterns.ts";
import { warmUp } from "./warm-up.ts";

const job = JSON.parse(process.argv[1] ?? "") as SenderJob;
process.on("SIGTERM", () => process.exit(143));
process.stdin.on("end", () => process.exit(1));
await warmUp();
process.stdin.once("data", () => void run());
print({ kind: "ready" });

async function run() {
  let requests = 0;
  const lateness = watchLateness();
  print({ kind: "started", at: epochMs() });
  await carryOut(job, (record) => {
    requests++;
    print({ kind: "request", record });
  });
  print({ kind: "summary", requests, latenessMs: lateness() });
  process.exit(0);
}

/** Pipes are written synchronously on Linux, so nothing is lost at exit. */
function print(line: SenderLine) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
