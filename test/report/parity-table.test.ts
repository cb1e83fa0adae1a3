import test from "ava";
import { EXIT } from "../../scripts/exit-codes.ts";
import {
  comparedInWords,
  parityExitCode,
  parityTable,
  worldsAgree,
} from "../../scripts/report/parity-table.ts";
import type { LabResult, Verdict } from "../../scripts/report/result.ts";
import { plainStyle } from "../../scripts/terminal/style.ts";
import { PASSED_REPORT } from "./sample-report.ts";

const [sample] = PASSED_REPORT.labs;
const local = { name: "local, uml", result: sample ?? null, lack: null, trouble: null };
const absent = { name: "containerlab", result: null, lack: "containerlab is not installed", trouble: null };

/** The first check of the first claim with these facts of packets; its break with those. */
function withFacts(facts: readonly string[], ofBreak: readonly string[] = ["web → lvs1"]): LabResult | null {
  if (sample === undefined) return null;
  const tests = sample.tests.map((one) => ({
    ...one,
    checks: one.checks.map((check, index) => (index === 0 ? { ...check, facts } : check)),
    breaks: one.breaks.map((each) => ({
      ...each,
      broken: each.broken === null ? null : { ...each.broken, facts: ofBreak },
    })),
  }));
  return { ...sample, tests };
}

function withVerdict(verdict: Verdict): LabResult | null {
  return sample === undefined ? null : { ...sample, tests: sample.tests.map((one) => ({ ...one, verdict })) };
}

test("worlds that say the same agree, and a world that is not here contradicts nothing", (t) => {
  const worlds = [local, { ...local, name: "docker" }, absent];
  t.true(worldsAgree(worlds));
  const table = parityTable(worlds, plainStyle);
  t.regex(table, /local, uml {2,}docker/);
  t.true(table.endsWith("containerlab: not here, containerlab is not installed"));
  t.false(table.includes("differs"));
});

test("a world that went wrong is told and forbids exit code 0; one that is not here does not", (t) => {
  const refused = { name: "docker", result: null, lack: null, trouble: "terraform refuses: no such image" };
  t.is(parityExitCode([local, absent]), EXIT.ok);
  t.is(parityExitCode([absent]), EXIT.cannotRunHere);
  t.is(parityExitCode([local, refused, absent]), EXIT.cannotRunHere);
  t.regex(
    parityTable([local, refused, absent], plainStyle),
    /\ndocker: went wrong, terraform refuses: no such image\ncontainerlab: not here, /,
  );
  const failed = { ...local, name: "docker", result: withVerdict("failed") };
  t.is(parityExitCode([local, failed, refused]), EXIT.checkFailed);
});

test("a claim that is proven in one world and not in another is marked", (t) => {
  const passed = { name: "local", result: withVerdict("passed"), lack: null, trouble: null };
  const failed = { name: "docker", result: withVerdict("failed"), lack: null, trouble: null };
  t.false(worldsAgree([passed, failed]));
  t.regex(parityTable([passed, failed], plainStyle), /✓ +✗ +differs/);
});

test("what one world could not measure is no difference", (t) => {
  const passed = { name: "local", result: withVerdict("passed"), lack: null, trouble: null };
  const unmeasured = { name: "docker", result: withVerdict("not-measured"), lack: null, trouble: null };
  t.true(worldsAgree([passed, unmeasured]));
});

test("packets that show the same agree, and a world that did not look contradicts nothing", (t) => {
  const facts = ["lvs1: changed ip.ttl", "lvs1: ip.ttl 63 → 62"];
  const worlds = [
    { name: "local", result: withFacts(facts), lack: null, trouble: null },
    { name: "docker", result: withFacts([...facts]), lack: null, trouble: null },
    { ...local, name: "containerlab" },
  ];
  t.true(worldsAgree(worlds));
  t.regex(parityTable(worlds, plainStyle), /path .* same packets/);
  t.regex(comparedInWords(worlds), / claims, \d+ breaks and 2 accounts of packets$/);
});

test("one altered fact of a packet is a difference although the verdicts agree, and is shown with its world", (t) => {
  const worlds = [
    {
      name: "local",
      result: withFacts(["lvs1: changed ip.ttl", "lvs1: ip.ttl 63 → 62"]),
      lack: null,
      trouble: null,
    },
    {
      name: "docker",
      result: withFacts(["lvs1: changed ip.ttl", "lvs1: ip.ttl 63 → 61"]),
      lack: null,
      trouble: null,
    },
  ];
  t.false(worldsAgree(worlds));
  const table = parityTable(worlds, plainStyle);
  t.regex(table, /path .* packets differ/);
  t.true(
    table.endsWith(
      [
        "dr-reply, path: packets differ",
        "  local   lvs1: ip.ttl 63 → 62",
        "  docker  lvs1: ip.ttl 63 → 61",
      ].join("\n"),
    ),
  );
});

test("a fact that only one world saw is a difference, of a break as well", (t) => {
  const worlds = [
    { name: "local", result: withFacts([], ["web → edge1", "web → lvs1"]), lack: null, trouble: null },
    { name: "docker", result: withFacts([]), lack: null, trouble: null },
  ];
  t.false(worldsAgree(worlds));
  t.regex(
    parityTable(worlds, plainStyle),
    /dr-reply, break of path: packets differ\n {2}local {3}web → edge1\n {2}docker {2}nothing more$/,
  );
});

test("a check that failed in one world says there what it saw", (t) => {
  const failing: LabResult | null =
    sample === undefined
      ? null
      : {
          ...sample,
          tests: sample.tests.map((one) => ({
            ...one,
            checks: one.checks.map((check) => ({
              ...check,
              verdict: "failed" as const,
              sentence: "It went elsewhere.",
            })),
          })),
        };
  const worlds = [local, { name: "docker", result: failing, lack: null, trouble: null }];
  t.regex(
    parityTable(worlds, plainStyle),
    /dr-reply, path: verdicts differ\n {2}local, uml {2}passed {2}.*\n {2}docker {6}failed {2}It went elsewhere\./,
  );
});
