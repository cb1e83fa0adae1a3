import { changeInWords } from "../../stacks/lab/change-in-words.ts";
import { faultInWords } from "../../stacks/lab/schema/fault.ts";
import type { LabBreak, Test } from "../../stacks/lab/schema/test.ts";
import type { TrafficSeries } from "../observe/traffic-series.ts";
import type { BreakResult, CheckResult, TestResult, Verdict } from "../report/result.ts";
import { worst } from "../report/verdict.ts";
import type { LabFile } from "./lab-file.ts";
import { testIndex } from "./questions.ts";

interface Checked {
  readonly checks: readonly CheckResult[];
  readonly traffic: TrafficSeries | null;
  readonly captureFile: string | null;
  readonly durationMs: number;
}

/** What was found so far, so that an interrupted run still has a report; what was not reached is `skipped`. */
export class Ledger {
  readonly #checked = new Map<Test, Checked>();
  readonly #breaks = new Map<LabBreak, BreakResult>();

  checked(test: Test, found: Checked): void {
    this.#checked.set(test, found);
  }

  broke(labBreak: LabBreak, found: BreakResult): void {
    this.#breaks.set(labBreak, found);
  }

  /** Whether every result of the check holds in the lab as it is written. */
  holds(test: Test, check: string): boolean {
    const results = this.#checked.get(test)?.checks.filter((result) => result.check === check) ?? [];
    return results.length > 0 && results.every((result) => result.verdict === "passed");
  }

  /** The results of the tests, in the lab file's order. `reason` tells why something was not reached. */
  results(tests: readonly Test[], file: LabFile, options: { breaks: boolean; reason: string }): TestResult[] {
    return tests.map((test) => {
      const found = this.#checked.get(test);
      const breaks = options.breaks
        ? test.breaks.map(
            (labBreak) => this.#breaks.get(labBreak) ?? notReached(test, labBreak, file, options.reason),
          )
        : [];
      const checked: Verdict =
        found === undefined ? "skipped" : worst(found.checks.map((check) => check.verdict));
      return {
        id: test.id,
        claim: test.claim,
        verdict: worst([checked, ...breaks.map((result) => result.verdict)]),
        checks: found?.checks ?? [],
        breaks,
        traffic: found?.traffic ?? null,
        captureFile: found?.captureFile ?? null,
        durationMs: found?.durationMs ?? 0,
        where: file.where(["tests", testIndex(file, test)]),
        note: found === undefined ? options.reason : null,
      };
    });
  }
}

function notReached(test: Test, labBreak: LabBreak, file: LabFile, reason: string): BreakResult {
  return {
    change: breakInWords(labBreak),
    fails: labBreak.fails,
    verdict: "skipped",
    broken: null,
    seen: [],
    restored: null,
    traffic: null,
    where: whereOfBreak(test, labBreak, file),
    note: reason,
  };
}

export function whereOfBreak(test: Test, labBreak: LabBreak, file: LabFile): string {
  return file.where(["tests", testIndex(file, test), "breaks", test.breaks.indexOf(labBreak)]);
}

/** What a break changes on one line: the lab, and what strikes it. */
export function breakInWords({ with: patch, timeline }: LabBreak): string {
  const faults = (timeline ?? []).map(faultInWords);
  const isPatched = Object.keys(patch).length > 0;
  return [...(isPatched ? [changeInWords(patch)] : []), ...faults].join(", ");
}
