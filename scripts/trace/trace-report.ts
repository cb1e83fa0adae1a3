import type { Difference } from "./compare.ts";
import type { Trace } from "./trace.ts";

/** What `tierlab trace` shows: a walk in the lab as it is written and, where asked for, as breaks change it. */
export interface TraceReport {
  readonly trace: Trace;
  readonly breaks: readonly BrokenTrace[];
}

export interface BrokenTrace {
  /** The claim whose cause was taken away. */
  readonly claim: string;
  /** As in `services.shop.mode: nat`. */
  readonly change: string;
  readonly trace: Trace;
  readonly difference: Difference | null;
}
