import test from "ava";
import { jsonReport } from "../../scripts/report/json-report.ts";
import { readReport } from "../../scripts/report/read-report.ts";
import { SAMPLE_REPORT } from "./sample-report.ts";

test("what is written as JSON is read as it was", (t) => {
  t.deepEqual(readReport(jsonReport(SAMPLE_REPORT)), SAMPLE_REPORT);
});

test("what is no report is refused, with the place that is wrong", (t) => {
  t.throws(() => readReport("not JSON"));
  t.throws(() => readReport("[]"));
  const other = { ...SAMPLE_REPORT, labs: [{ ...SAMPLE_REPORT.labs[0], verdict: "fine" }] };
  t.throws(() => readReport(JSON.stringify(other)), { message: /^labs\.0\.verdict: / });
});
