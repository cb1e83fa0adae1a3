import { readFile } from "node:fs/promises";
import type { Traced } from "./ask.ts";
import type { TraceReport } from "./trace-report.ts";

/** What is told of a traced lab. */
export interface TracedLab {
  readonly report: TraceReport;
  /** The bytes of the captures, in the order of the report's traces. */
  readonly captures: readonly Buffer[];
}

/** Packets that lie with a lab go with it. */
export async function withBytes({ trace, captureFile }: Traced) {
  return { trace, bytes: captureFile === null ? Buffer.alloc(0) : await readFile(captureFile) };
}
