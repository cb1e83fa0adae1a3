import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { jsonReport } from "../../scripts/report/json-report.ts";
import { PASSED_REPORT, SAMPLE_REPORT } from "../report/sample-report.ts";
import { tierlab } from "./tierlab.ts";

const folder = mkdtempSync(join(tmpdir(), "tierlab-diff-"));
test.after.always(() => rmSync(folder, { recursive: true, force: true }));
const [good, bad, other] = ["good.json", "bad.json", "other.json"].map((name) => join(folder, name)) as [
  string,
  string,
  string,
];
writeFileSync(good, jsonReport(PASSED_REPORT));
writeFileSync(bad, jsonReport(SAMPLE_REPORT));
writeFileSync(other, '{"format": 1}');

test("diff exits 0 without a regression, 1 with one, and 2 where a file is no report", async (t) => {
  const [same, worse, none, missing] = await Promise.all([
    tierlab(["diff", good, good]),
    tierlab(["diff", good, bad]),
    tierlab(["diff", good, other]),
    tierlab(["diff", good, join(folder, "no.json")]),
  ]);
  t.is(same.exitCode, 0, same.stderr);
  t.is(worse.exitCode, 1, worse.stderr);
  t.regex(worse.stdout, /^Regressions\n/);
  t.is(none.exitCode, 2);
  t.regex(none.stderr, /other\.json is no report of tierlab: .*\n.*tierlab test LAB --format json/);
  t.is(missing.exitCode, 2);
  t.regex(missing.stderr, /no\.json cannot be read: ENOENT/);
});

test("diff --json gives every difference to a script", async (t) => {
  const { stdout } = await tierlab(["diff", good, bad, "--json"]);
  t.like((JSON.parse(stdout) as unknown[])[0], { lab: "lvs-dr", claim: "spread", kind: "came" });
});
