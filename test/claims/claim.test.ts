import test from "ava";
import { claimsOf } from "../../scripts/claims/claim.ts";
import { definitionOf, type KeptVerdict } from "../../scripts/claims/verdict-file.ts";
import type { LabFile } from "../../scripts/run/lab-file.ts";
import { sampleLabFile } from "../run/sample-lab-file.ts";
import { TWO_CLAIMS } from "./two-claims.ts";

const file = sampleLabFile(TWO_CLAIMS);
const CHECK = { check: "served", verdict: "passed", figure: "60 of 60", expected: "60 of 60" } as const;
const BREAK = {
  change: "tiers.web.vip-on-lo: false",
  fails: "served",
  verdict: "passed",
  broken: { ...CHECK, verdict: "failed", figure: "0 of 60" },
  note: null,
} as const;

function kept(of: LabFile, index = 0): KeptVerdict {
  const one = of.lab.tests[index];
  if (one === undefined) throw new Error(`Expected a test ${index}`);
  return {
    definition: definitionOf(one, of.plan),
    testedAt: Date.UTC(2026, 10, 23, 12),
    verdict: "passed",
    note: null,
    checks: [CHECK],
    breaks: index === 0 ? [BREAK] : [],
  };
}

test("a claim tells its checks with their settings, its breaks, and why there is none", (t) => {
  const [served, spread] = claimsOf(file, {});
  t.like(served, {
    id: "served",
    lab: "sample",
    where: "tests.0",
    checks: [{ check: "served", expects: "failed: 0, at-least: 60" }],
    breaks: [{ change: "tiers.web.vip-on-lo: false", fails: "served" }],
    noBreak: null,
    verdict: "not-tested",
    last: null,
  });
  t.is(spread?.noBreak, "Nothing about it could be taken away.");
  t.deepEqual(spread?.breaks, []);
});

test("a break that is another fault is told by that fault", (t) => {
  const tests = TWO_CLAIMS.replace(
    "- with: { tiers: { web: { vip-on-lo: false } } }",
    "- timeline: [{ at: 200ms, kill: web1 }]",
  );
  const [served] = claimsOf(sampleLabFile(tests), {});
  t.deepEqual(served?.breaks, [{ change: "kill web1 at 0.2 s", fails: "served" }]);
});

test("a verdict of the same test on the same plan stands, with its time and figures", (t) => {
  const [served, spread] = claimsOf(file, { served: kept(file), spread: kept(file, 1) });
  t.is(served?.verdict, "passed");
  t.is(served?.last?.testedAt, "2026-11-23T12:00:00.000Z");
  t.is(served?.last?.breaks[0]?.broken?.figure, "0 of 60");
  t.is(spread?.verdict, "passed");
});

for (const [what, from, to] of [
  ["claim", "Every request is answered", "Each request is answered"],
  ["traffic", "requests: 60 }\n    expect: { served", "requests: 90 }\n    expect: { served"],
  ["expectation", "at-least: 60", "at-least: 59"],
  ["break", "vip-on-lo: false", "count: 1"],
] as const) {
  test(`another ${what} makes the verdict outdated, and that of the other claim not`, (t) => {
    t.true(TWO_CLAIMS.includes(from));
    const changed = sampleLabFile(TWO_CLAIMS.replace(from, to));
    const claims = claimsOf(changed, { served: kept(file), spread: kept(file, 1) });
    t.deepEqual(
      claims.map(({ verdict }) => verdict),
      ["outdated", "passed"],
    );
    t.is(claims[0]?.last?.verdict, "passed");
  });
}

test("another plan makes every verdict of the lab outdated", (t) => {
  const plan = { ...file.plan, services: [] };
  const claims = claimsOf({ ...file, plan }, { served: kept(file), spread: kept(file, 1) });
  t.deepEqual(
    claims.map(({ verdict }) => verdict),
    ["outdated", "outdated"],
  );
});

test("a claim whose breaks were left out is not proven, and one that failed has failed", (t) => {
  const verdictOf = (verdict: KeptVerdict["verdict"]) =>
    claimsOf(file, { served: { ...kept(file), verdict, breaks: [] } })[0]?.verdict;
  t.is(verdictOf("passed"), "skipped");
  t.is(verdictOf("failed"), "failed");
});
