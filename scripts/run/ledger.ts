import type { LabBreak, Test } from "../../stacks/lab/schema/test.ts";
import type { BreakResult, CheckResult, TestResult, Verdict } from "../report/result.ts";
import { worst } from "../report/verdict.ts";
import type { LabFile } from "./lab-file.ts";
import { testIndex } from "./questions.ts";

interface Checked {
  readonly checks: readonly CheckResult[];
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
    where: whereOfBreak(test, labBreak, file),
    note: reason,
  };
}

export function whereOfBreak(test: Test, labBreak: LabBreak, file: LabFile): string {
  return file.where(["tests", testIndex(file, test), "breaks", test.breaks.indexOf(labBreak)]);
}

/** What a break changes on one line: the lab, and what strikes it. */
export function breakInWords({ with: patch, timeline }: LabBreak): string {
  const faults = (timeline ?? []).map(({ at, ...act }) =>
    Object.entries(act)
      .map(([name, node]) => `${name} ${node} at ${at / 1000} s`)
      .join(", "),
  );
  const isPatched = Object.keys(patch).length > 0;
  return [...(isPatched ? [changeInWords(patch)] : []), ...faults].join(", ");
}

/** A break's patch on one line, as in `services.shop.mode: nat, tiers.web.gateway: lvs1`. */
export function changeInWords(patch: Readonly<Record<string, unknown>>): string {
  return leavesOf(patch, []).join(", ");
}

function leavesOf(value: unknown, path: readonly string[]): string[] {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    const entries = Object.entries(value);
    if (entries.length > 0) return entries.flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
    return path.length === 0 ? [] : [`${path.join(".")}: {}`];
  }
  const text = Array.isArray(value) ? `[${value.map(String).join(", ")}]` : String(value);
  // `allow` only says that a rule is broken on purpose; it changes nothing in the lab.
  return path[0] === "allow" ? [] : [`${path.join(".")}: ${text}`];
}
