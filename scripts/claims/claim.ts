import { changeInWords } from "../../stacks/lab/change-in-words.ts";
import type { Test } from "../../stacks/lab/schema/test.ts";
import type { Verdict } from "../report/result.ts";
import { worst } from "../report/verdict.ts";
import type { LabFile } from "../run/lab-file.ts";
import { breakInWords } from "../run/ledger.ts";
import { questionsOf } from "../run/questions.ts";
import { definitionOf, type KeptVerdict, type KeptVerdicts } from "./verdict-file.ts";

/** `outdated`: the test or what it runs on was changed since its last verdict. */
export type ClaimVerdict = Verdict | "outdated" | "not-tested";

/** A claim of a lab: how it is proven and disproven, and what its last test found. */
export interface Claim {
  readonly id: string;
  readonly claim: string;
  readonly lab: string;
  /** As `labs/x.yaml:31:5`. */
  readonly where: string;
  readonly checks: readonly {
    readonly check: string;
    /** Its settings on one line, as in `of: shop, at-most: bound`. */
    readonly expects: string;
  }[];
  readonly breaks: readonly { readonly change: string; readonly fails: string }[];
  /** Why no break can be given; null where there are some. */
  readonly noBreak: string | null;
  readonly verdict: ClaimVerdict;
  /** What the last test found, also where it is outdated; null where there was none. */
  readonly last: LastTest | null;
}

export interface LastTest extends Pick<KeptVerdict, "verdict" | "note" | "checks" | "breaks"> {
  /** ISO 8601, UTC. */
  readonly testedAt: string;
}

/** The claims of a lab in the order of its file. */
export function claimsOf(file: LabFile, verdicts: KeptVerdicts): Claim[] {
  return file.lab.tests.map((test, index) => {
    const kept = verdicts[test.id];
    return {
      id: test.id,
      claim: test.claim,
      lab: file.lab.lab,
      where: file.where(["tests", index]),
      checks: questionsOf(test, file).map(({ check, expectation }) => ({
        check,
        expects: changeInWords(expectation),
      })),
      breaks: test.breaks.map((labBreak) => ({
        change: breakInWords(labBreak),
        fails: labBreak.fails,
      })),
      noBreak: test["no-break"] ?? null,
      verdict: kept === undefined ? "not-tested" : verdictOf(kept, test, file),
      last: kept === undefined ? null : lastTest(kept),
    };
  });
}

/** Without its breaks a check is not shown to be one that can fail, so such a claim is not proven. */
function verdictOf(kept: KeptVerdict, test: Test, file: LabFile): ClaimVerdict {
  if (kept.definition !== definitionOf(test, file.plan)) return "outdated";
  return kept.breaks.length < test.breaks.length ? worst([kept.verdict, "skipped"]) : kept.verdict;
}

function lastTest({ verdict, note, checks, breaks, testedAt }: KeptVerdict): LastTest {
  return { verdict, note, checks, breaks, testedAt: new Date(testedAt).toISOString() };
}
