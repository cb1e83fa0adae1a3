import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { keepVerdicts, readVerdicts } from "../../scripts/claims/verdict-file.ts";
import type { LabResult, TestResult, Verdict } from "../../scripts/report/result.ts";
import { SAMPLE_REPORT } from "../report/sample-report.ts";
import { sampleLabFile } from "../run/sample-lab-file.ts";
import { TWO_CLAIMS } from "./two-claims.ts";

const folder = mkdtempSync(join(tmpdir(), "tierlab-verdicts-"));
process.env.TIERLAB_VERDICTS = join(folder, "not-there-yet");
test.after.always(() => rmSync(folder, { recursive: true, force: true }));

function result(lab: string, verdicts: Readonly<Record<string, Verdict>>, startedAt = 1000): LabResult {
  const [sample] = SAMPLE_REPORT.labs;
  const [passed] = sample?.tests ?? [];
  if (sample === undefined || passed === undefined) throw new Error("Expected a sample with a test");
  const tests = Object.entries(verdicts).map(([id, verdict]): TestResult => ({ ...passed, id, verdict }));
  return { ...sample, lab, tests, startedAt };
}

function verdictsOf(lab: string): Record<string, readonly [Verdict, number]> {
  return Object.fromEntries(
    Object.entries(readVerdicts(lab)).map(([id, kept]) => [id, [kept.verdict, kept.testedAt]]),
  );
}

test("a lab that was never tested has no verdicts", (t) => {
  t.deepEqual(readVerdicts("never"), {});
});

test("figure, bound and break of a verdict come back as they were kept, in a file of few bytes", (t) => {
  const file = sampleLabFile(TWO_CLAIMS, "kept");
  keepVerdicts(file, result("kept", { served: "passed" }));
  const { served } = readVerdicts("kept");
  t.like(served, { verdict: "passed", testedAt: 1000, note: null });
  t.deepEqual(served?.checks[0], {
    check: "path",
    verdict: "passed",
    figure: "60 of 60 replies",
    expected: "web, edge1, client",
  });
  t.is(served?.breaks[0]?.broken?.figure, "0 of 60 replies");
  t.deepEqual(
    readdirSync(process.env.TIERLAB_VERDICTS ?? "").filter((name) => name.startsWith("kept")),
    ["kept.json"],
  );
});

test("a test of some claims leaves the verdicts of the others", (t) => {
  const file = sampleLabFile(TWO_CLAIMS, "some");
  keepVerdicts(file, result("some", { served: "passed", spread: "failed" }));
  keepVerdicts(file, result("some", { served: "failed" }, 2000));
  t.deepEqual(verdictsOf("some"), { served: ["failed", 2000], spread: ["failed", 1000] });
});

test("a claim that was skipped keeps the verdict that it has, unless that is of another definition", (t) => {
  const file = sampleLabFile(TWO_CLAIMS, "skipped");
  keepVerdicts(file, result("skipped", { served: "passed", spread: "skipped" }));
  keepVerdicts(file, result("skipped", { served: "skipped" }, 2000));
  t.deepEqual(verdictsOf("skipped"), { served: ["passed", 1000], spread: ["skipped", 1000] });
  const changed = sampleLabFile(TWO_CLAIMS.replace("requests: 60", "requests: 61"), "skipped");
  keepVerdicts(changed, result("skipped", { served: "skipped" }, 3000));
  t.deepEqual(verdictsOf("skipped").served, ["skipped", 3000]);
});

test("a claim that its lab no longer makes is forgotten", (t) => {
  keepVerdicts(sampleLabFile(TWO_CLAIMS, "fewer"), result("fewer", { served: "passed", spread: "passed" }));
  const fewer = sampleLabFile(TWO_CLAIMS.slice(0, TWO_CLAIMS.indexOf("  - id: spread")), "fewer");
  keepVerdicts(fewer, result("fewer", { served: "passed" }, 2000));
  t.deepEqual(verdictsOf("fewer"), { served: ["passed", 2000] });
});

for (const [lab, what, text] of [
  ["cut", "is cut short", '{"format":1,"tests":{"served"'],
  ["another", "is of another format", '{"format":2,"tests":{}}'],
  ["garbage", "holds what no verdict is", '{"format":1,"tests":{"served":{"verdict":"passed"}}}'],
] as const) {
  test(`a file that ${what} counts as none, and the next test replaces it`, (t) => {
    mkdirSync(process.env.TIERLAB_VERDICTS ?? "", { recursive: true });
    writeFileSync(join(process.env.TIERLAB_VERDICTS ?? "", `${lab}.json`), text);
    t.deepEqual(readVerdicts(lab), {});
    keepVerdicts(sampleLabFile(TWO_CLAIMS, lab), result(lab, { served: "passed" }));
    t.deepEqual(verdictsOf(lab), { served: ["passed", 1000] });
  });
}

test("what cannot be written is told to the caller, and leaves no draft behind", (t) => {
  const file = sampleLabFile(TWO_CLAIMS, "blocked");
  // A folder in the file's place refuses the rename, for root too.
  const place = join(process.env.TIERLAB_VERDICTS ?? "", "blocked.json");
  mkdirSync(join(place, "inner"), { recursive: true });
  t.throws(() => keepVerdicts(file, result("blocked", { served: "passed" })), { code: "EISDIR" });
  t.deepEqual(
    readdirSync(process.env.TIERLAB_VERDICTS ?? "").filter((name) => name.endsWith(".new")),
    [],
  );
});
