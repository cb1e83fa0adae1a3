import { execa } from "execa";
import { STAGES, type Stage } from "./stages.ts";
import { addCounts, countLine, countTap, type TestCount } from "./tap-count.ts";

/** Runs every stage, whatever the ones before it gave; its last line counts the tests, and its exit code is 1 if anything failed. */
async function main(): Promise<number> {
  const counts: TestCount[] = [];
  const failed: string[] = [];
  for (const stage of STAGES) {
    const { count, worked } = await run(stage);
    counts.push(count);
    if (!worked) failed.push(stage.title);
  }
  const total = addCounts(counts);
  for (const title of failed) print(`failed: ${title}`);
  print(countLine(total));
  return failed.length === 0 && total.failed === 0 ? 0 : 1;
}

async function run(stage: Stage): Promise<{ count: TestCount; worked: boolean }> {
  const none: TestCount = { passed: 0, failed: 0, skipped: 0 };
  if (stage.rootOnly && process.getuid?.() !== 0) {
    print(`--- ${stage.title}: left out, it needs root`);
    return { count: none, worked: true };
  }
  print(`--- ${stage.title}`);
  const startedAt = performance.now();
  const [file, ...args] = stage.command;
  const result = await execa(file, args, {
    env: stage.env,
    stdin: "ignore",
    stdout: ["inherit", "pipe"],
    stderr: "inherit",
    timeout: stage.timeoutMs,
    forceKillAfterDelay: 30_000,
    maxBuffer: 200_000_000,
    reject: false,
  });
  const count = stage.counts === "tap" ? countTap(result.stdout) : none;
  const worked = !result.failed;
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  print(
    `--- ${stage.title}: ${worked ? "done" : result.timedOut ? "ran out of time" : "FAILED"} after ${seconds} s`,
  );
  // A stage that failed without naming a test still counts, so that the last line never says less than the exit code.
  return { count: worked || count.failed > 0 ? count : { ...count, failed: 1 }, worked };
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

process.exitCode = await main();
