import type { BreakResult, CheckResult } from "../report/result.ts";

/** What was found when a cause was taken away and put back. */
export interface BreakFindings {
  readonly fails: string;
  /** How many steps the change came to on the running lab. */
  readonly steps: number;
  /** Why the break could not be carried out. */
  readonly trouble: string | null;
  /** Whether that is for want of something on this machine. */
  readonly cannotRunHere: boolean;
  /** What the nodes said of themselves that was not as planned, right after the lab was restored. */
  readonly residue: readonly string[];
  /** Each result of the named check while broken. */
  readonly broken: readonly CheckResult[];
  readonly seen: readonly CheckResult[];
  readonly restored: readonly CheckResult[];
}

type Judged = Pick<BreakResult, "verdict" | "note" | "broken" | "seen" | "restored">;

/** The named check must fail while broken, what is told to be seen instead must be seen, and it must hold again. */
export function judgeBreak(findings: BreakFindings): Judged {
  const { fails, seen } = findings;
  const broken = firstOf(findings.broken, "failed", "not-measured");
  const restored = firstOf(findings.restored, "failed", "not-measured");
  const otherwise = firstOf(seen, "failed", "not-measured");
  const judged = (verdict: Judged["verdict"], note: string | null): Judged => ({
    verdict,
    note,
    broken,
    seen,
    restored,
  });
  if (findings.trouble !== null)
    return judged(
      findings.cannotRunHere ? "skipped" : "failed",
      `could not be carried out: ${findings.trouble}`,
    );
  if (findings.steps === 0) return judged("proves-nothing", "the change makes no difference to what runs");
  if (broken?.verdict === "not-measured")
    return judged("not-measured", `${fails} could not be measured while broken`);
  if (broken?.verdict !== "failed")
    return judged("proves-nothing", `${fails} still holds although its cause was taken away`);
  if (otherwise?.verdict === "failed")
    return judged("failed", `${fails} fails as it must, but what is seen instead is not what the lab says`);
  if (findings.residue.length > 0)
    return judged("failed", `the restored lab was not as before: ${findings.residue.join(", ")}`);
  if (restored?.verdict === "failed")
    return judged("failed", `${fails} does not hold again after the lab was restored`);
  if (otherwise?.verdict === "not-measured" || restored?.verdict === "not-measured")
    return judged("not-measured", `${fails} fails as it must; the rest could not be measured`);
  return judged("passed", null);
}

/** The first result with one of the verdicts, in the order of the verdicts; else simply the first. */
function firstOf(results: readonly CheckResult[], ...verdicts: CheckResult["verdict"][]): CheckResult | null {
  for (const verdict of verdicts) {
    const found = results.find((result) => result.verdict === verdict);
    if (found !== undefined) return found;
  }
  return results[0] ?? null;
}
