import { EXIT } from "../exit-codes.ts";
import { type LabResult, VERDICTS, type Verdict } from "./result.ts";

/** The verdict of a whole is the worst of its parts; of nothing it is `skipped`, for nothing was proven. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.length === 0) return "skipped";
  return VERDICTS[Math.max(...verdicts.map((verdict) => VERDICTS.indexOf(verdict)))] ?? "failed";
}

const EXIT_OF = {
  passed: EXIT.ok,
  skipped: EXIT.cannotRunHere,
  "not-measured": EXIT.cannotRunHere,
  "proves-nothing": EXIT.provesNothing,
  failed: EXIT.checkFailed,
} as const satisfies Record<Verdict, number>;

/** 0 says that every claim holds, so a claim that was skipped or not measured forbids it. */
export function exitCodeOf(labs: readonly LabResult[]): number {
  return EXIT_OF[worst(labs.map((lab) => lab.verdict))];
}
