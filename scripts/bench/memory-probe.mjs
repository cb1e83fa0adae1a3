// Loaded into a process by `node --import`: writes its peak memory in KiB to the file that TIERLAB_BENCH_MEMORY names.
// getrusage(2) would count the memory of the process that it was forked from.
import { readFileSync, writeFileSync } from "node:fs";

process.on("exit", () => {
  const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"));
  writeFileSync(process.env.TIERLAB_BENCH_MEMORY, peak?.[1] ?? "");
});
