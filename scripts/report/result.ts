import type { Picture } from "../../stacks/emit/graph/picture.ts";
import type { Judgement } from "../checks/check.ts";
import type { NodeKernel } from "../engines/engine.ts";
import type { TrafficSeries } from "../observe/traffic-series.ts";

/** Worst last: the verdict of a whole is the worst of its parts. */
export const VERDICTS = ["passed", "skipped", "not-measured", "proves-nothing", "failed"] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface CheckResult extends Judgement {
  readonly check: string;
  readonly verdict: Verdict;
  /** Where the lab file asks for it, as `labs/x.yaml:31:7`. */
  readonly where: string;
}

export interface BreakResult {
  /** The break's patch in one line. */
  readonly change: string;
  readonly fails: string;
  /** `passed`: the check failed as it must, what was seen instead was seen, and it passed again once restored. */
  readonly verdict: Verdict;
  /** The named check while broken. */
  readonly broken: CheckResult | null;
  /** What `sees` asks for, judged while broken. */
  readonly seen: readonly CheckResult[];
  /** The named check after the lab was restored. */
  readonly restored: CheckResult | null;
  /** What clients saw while broken; null where no request was sent. */
  readonly traffic: TrafficSeries | null;
  readonly where: string;
  /** Why it has its verdict, where that is not plain. */
  readonly note: string | null;
}

export interface TestResult {
  readonly id: string;
  readonly claim: string;
  readonly verdict: Verdict;
  readonly checks: readonly CheckResult[];
  readonly breaks: readonly BreakResult[];
  /** What clients saw in the lab as written; null where no request was sent. */
  readonly traffic: TrafficSeries | null;
  readonly captureFile: string | null;
  readonly durationMs: number;
  readonly where: string;
  readonly note: string | null;
}

export interface LabResult {
  readonly lab: string;
  readonly source: string;
  readonly engine: string;
  readonly nodeKernels: Readonly<Record<string, NodeKernel>>;
  /** What a drawing of the lab as written shows. */
  readonly picture: Picture;
  readonly verdict: Verdict;
  readonly tests: readonly TestResult[];
  /** Where the time went, in order. */
  readonly phases: readonly { readonly name: string; readonly ms: number }[];
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Whether the lab still runs after the test. */
  readonly stands: boolean;
  /** Why the lab could not be tested, or not to the end; null otherwise. */
  readonly error: string | null;
  /** What happened on the way that a reader should know, whatever the verdict: what was measured again, or a lab that was built anew. */
  readonly notes: readonly string[];
}

export interface Report {
  readonly format: 2;
  readonly tierlab: string;
  readonly machine: { readonly kernel: string; readonly cpus: number };
  /** The versions of what ran, by name, as in `keepalived: 1:2.3.3-1`. */
  readonly versions: Readonly<Record<string, string>>;
  readonly labs: readonly LabResult[];
  readonly exitCode: number;
}
