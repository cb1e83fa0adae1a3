import test from "ava";
import { parityTable, worldsAgree } from "../../scripts/report/parity-table.ts";
import type { LabResult, Verdict } from "../../scripts/report/result.ts";
import { plainStyle } from "../../scripts/terminal/style.ts";
import { PASSED_REPORT } from "./sample-report.ts";

const [sample] = PASSED_REPORT.labs;
const local = { name: "local, uml", result: sample ?? null, lack: null };
const absent = { name: "containerlab", result: null, lack: "containerlab is not installed" };

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

test("a claim that is proven in one world and not in another is marked", (t) => {
  const passed = { name: "local", result: withVerdict("passed"), lack: null };
  const failed = { name: "docker", result: withVerdict("failed"), lack: null };
  t.false(worldsAgree([passed, failed]));
  t.regex(parityTable([passed, failed], plainStyle), /✓ +✗ +differs/);
});

test("what one world could not measure is no difference", (t) => {
  const passed = { name: "local", result: withVerdict("passed"), lack: null };
  const unmeasured = { name: "docker", result: withVerdict("not-measured"), lack: null };
  t.true(worldsAgree([passed, unmeasured]));
});
