import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { clearUnused } from "../../../scripts/engines/attached/attached-record.ts";

const state = mkdtempSync(join(tmpdir(), "tierlab-state-"));
test.before(() => {
  process.env.TIERLAB_STATE = state;
});
test.after.always(() => rmSync(state, { recursive: true, force: true }));

test("after an up that came to nothing an empty folder goes, and one that is not there is none the less", (t) => {
  mkdirSync(join(state, "empty"));
  clearUnused("empty");
  t.false(existsSync(join(state, "empty")));
  t.notThrows(() => clearUnused("never"));
});

test("a folder with something of the lab in it stays", (t) => {
  mkdirSync(join(state, "used"));
  writeFileSync(join(state, "used/record.json"), "{}");
  clearUnused("used");
  t.true(existsSync(join(state, "used/record.json")));
});
