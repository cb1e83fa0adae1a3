import test from "ava";
import { compareReports } from "../../../scripts/report/compare/compare-reports.ts";
import { comparisonText } from "../../../scripts/report/compare/comparison-text.ts";
import type { CheckResult, Report, TestResult, Verdict } from "../../../scripts/report/result.ts";
import { plainStyle } from "../../../scripts/terminal/style.ts";
import { PASSED_REPORT, SAMPLE_REPORT } from "../sample-report.ts";

/** The passed report with its one claim changed. */
function changed(change: (one: TestResult) => TestResult): Report {
  return {
    ...PASSED_REPORT,
    labs: PASSED_REPORT.labs.map((lab) => ({ ...lab, tests: lab.tests.map(change) })),
  };
}

function withPath(change: Partial<CheckResult>): Report {
  return changed((one) => ({
    ...one,
    verdict: change.verdict ?? one.verdict,
    checks: one.checks.map((check) => (check.check === "path" ? { ...check, ...change } : check)),
  }));
}

test("a report is like itself, and so it is told", (t) => {
  t.deepEqual(compareReports(SAMPLE_REPORT, SAMPLE_REPORT), []);
  t.is(comparisonText([], plainStyle), "✓ the reports tell the same\n");
});

test("a worse verdict is a regression, told by the check that came out worse and not by its claim again", (t) => {
  const differences = compareReports(PASSED_REPORT, withPath({ verdict: "failed" }));
  t.like(differences, [
    { claim: "dr-reply", part: "path", kind: "verdict", before: "passed", after: "failed", regression: true },
  ]);
  t.is(differences.length, 1);
});

test("every verdict but passed is worse than passed, and a better one is no regression", (t) => {
  for (const verdict of [
    "skipped",
    "not-measured",
    "proves-nothing",
    "failed",
  ] as const satisfies Verdict[]) {
    const other = withPath({ verdict });
    t.true(
      compareReports(PASSED_REPORT, other).some(({ regression }) => regression),
      verdict,
    );
    t.false(
      compareReports(other, PASSED_REPORT).some(({ regression }) => regression),
      verdict,
    );
  }
});

test("another path or figure is told, and is no regression", (t) => {
  const path = compareReports(PASSED_REPORT, withPath({ observed: "web, lvs1, client" }));
  t.like(path, [{ kind: "path", after: "web, lvs1, client", regression: false }]);
  const figures = changed((one) => ({
    ...one,
    checks: one.checks.map((check) => ({ ...check, figure: "OutPkts 7" })),
  }));
  t.like(compareReports(PASSED_REPORT, figures), [
    { part: "ipvs", kind: "figure", before: "OutPkts 0", after: "OutPkts 7", regression: false },
  ]);
});

test("a proven claim or break that is there no more is a regression; one that fails from the first is as well", (t) => {
  const none = changed((one) => ({ ...one, breaks: [] }));
  t.like(compareReports(PASSED_REPORT, none), [{ kind: "went", regression: true }]);
  t.like(compareReports(none, PASSED_REPORT), [{ kind: "came", regression: false }]);
  t.like(compareReports(PASSED_REPORT, { ...PASSED_REPORT, labs: [] }), [
    { claim: "dr-reply", part: null, kind: "went", regression: true },
  ]);
  const more = compareReports(PASSED_REPORT, { ...PASSED_REPORT, labs: SAMPLE_REPORT.labs });
  t.like(
    more.find(({ claim }) => claim === "spread"),
    { kind: "came", after: "failed", regression: true },
  );
});

test("the text has regressions first, and their number last", (t) => {
  const text = comparisonText(compareReports(PASSED_REPORT, SAMPLE_REPORT), plainStyle);
  t.regex(text, /^Regressions\n/);
  t.regex(text, /\n✗ 2 regressions, 2 other changes\n$/);
});
