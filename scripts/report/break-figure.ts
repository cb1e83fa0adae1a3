import { plainLine } from "../terminal/plain-text.ts";
import type { BreakResult, CheckResult, Verdict } from "./result.ts";

/** What came of a break in a few words, as in `path fails: 0 of 60 replies`. */
export function breakFigure({ fails, verdict, broken }: BrokenFigure): string {
  const figure = verdict === "passed" && broken !== null ? `: ${plainLine(broken.figure)}` : "";
  return `${plainLine(fails)} ${BREAK_WORDS[verdict]}${figure}`;
}

type BrokenFigure = Pick<BreakResult, "fails" | "verdict"> & {
  readonly broken: Pick<CheckResult, "figure"> | null;
};

const BREAK_WORDS = {
  passed: "fails",
  skipped: "was not tried",
  "not-measured": "was not measured",
  "proves-nothing": "still holds",
  failed: "went wrong",
} as const satisfies Record<Verdict, string>;
