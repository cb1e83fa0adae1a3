import type { Judgement } from "./check.ts";

/** The outcome of a check that either holds or fails. */
export function holdsIf(holds: boolean): Judgement["outcome"] {
  return holds ? "holds" : "fails";
}
