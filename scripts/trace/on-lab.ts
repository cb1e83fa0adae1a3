import { isDeepStrictEqual } from "node:util";
import { changeInWords } from "../../stacks/lab/change-in-words.ts";
import type { Test } from "../../stacks/lab/schema/test.ts";
import type { NodeKernelChoice } from "../engines/engine.ts";
import type { LabFile } from "../run/lab-file.ts";
import type { RunContext } from "../run/measure.ts";
import { PhaseClock } from "../run/phases.ts";
import { Standing } from "../run/standing.ts";
import { ask, type OneSend } from "./ask.ts";
import { firstDifference } from "./compare.ts";
import type { TraceReport } from "./trace-report.ts";
import { type TracedLab, withBytes } from "./traced-lab.ts";

export interface TraceOrder {
  readonly send: OneSend;
  /** The claim whose breaks are walked as well; null: none. */
  readonly claim: Test | null;
  readonly nodeKernel: NodeKernelChoice;
}

/** How long a lab may take to get back to its plan after an interruption, milliseconds. */
const CLEAN_UP_MS = 60_000;

/** Traces one request on the lab of a file, which is brought up for it where it does not run, and left as it was found. */
export async function traceOnLab(file: LabFile, order: TraceOrder, context: RunContext): Promise<TracedLab> {
  const clock = new PhaseClock();
  const standing = await Standing.of(file, { nodeKernel: order.nodeKernel, clock }, context);
  try {
    return await traceStanding(standing, file, order, context);
  } finally {
    await leave(standing, file, context);
  }
}

async function traceStanding(
  standing: Standing,
  file: LabFile,
  { send, claim }: TraceOrder,
  { means, signal, progress }: RunContext,
): Promise<TracedLab> {
  const walk = async () => withBytes(await ask({ means, lab: standing.running, send, signal }));
  const written = await walk();
  const { trace } = written;
  const captures = [written.bytes];
  const breaks: TraceReport["breaks"][number][] = [];
  for (const labBreak of claim?.breaks ?? []) {
    const change = changeInWords(labBreak.with);
    if (change === "" || breaks.some((known) => known.change === change)) continue;
    progress({ kind: "doing", text: `with ${change}` });
    await standing.become(file.planOf(labBreak), signal);
    const { trace: broken, bytes } = await walk();
    captures.push(bytes);
    breaks.push({
      claim: claim?.id ?? "",
      change,
      trace: broken,
      difference: firstDifference(trace, broken),
    });
    await standing.become(file.plan, signal);
  }
  return { report: { trace, breaks }, captures };
}

async function leave(standing: Standing, file: LabFile, { means, signal }: RunContext): Promise<void> {
  if (!standing.stoodBefore) return means.engine.down(file.lab.lab);
  if (signal.aborted || !isDeepStrictEqual(standing.running.plan, file.plan))
    await standing.restore(AbortSignal.timeout(CLEAN_UP_MS));
}
