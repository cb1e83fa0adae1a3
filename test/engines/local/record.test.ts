import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import {
  type LabRecord,
  listRecords,
  readRecord,
  recordedNames,
  writeRecord,
} from "../../../scripts/engines/local/record.ts";
import { startTimeOf } from "../../../scripts/engines/nodes/processes.ts";
import { ToldError } from "../../../scripts/errors.ts";
import { webPlan } from "../../live/engine-plans.ts";

const folder = mkdtempSync(join(tmpdir(), "tierlab-record-"));
process.env.TIERLAB_STATE = folder;
test.after.always(() => rmSync(folder, { recursive: true, force: true }));

/** A record whose anchor is this very process. */
function record(name: string): LabRecord {
  return {
    format: 2,
    name,
    engine: "local",
    source: "/lab.yaml",
    plan: webPlan(name),
    nodeKernels: {},
    since: 0,
    unfinished: false,
    anchor: {
      pid: process.pid,
      startTime: startTimeOf(process.pid) ?? "",
      bootId: readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim(),
      pidNamespace: readlinkSync("/proc/self/ns/pid"),
      keeper: { pid: process.pid, startTime: startTimeOf(process.pid) ?? "" },
    },
    inits: {},
    image: "/image",
    uml: null,
    runtime: "crun",
    bounded: [],
  };
}

test.serial("a record is read as it was written, and leaves no draft", (t) => {
  writeRecord(record("shop"));
  t.deepEqual(readRecord("shop"), record("shop"));
  t.deepEqual(readdirSync(join(folder, "shop")), ["record.json"]);
});

const STRANGERS = {
  "an earlier start": { startTime: "1" },
  "another boot": { bootId: "00000000-0000-0000-0000-000000000000" },
  "another PID namespace": { pidNamespace: "pid:[1]" },
  "a process that is gone": { pid: 4_194_304 },
} as const;

for (const [what, differs] of Object.entries(STRANGERS)) {
  test.serial(`an anchor of ${what} is not the lab's, and its record is cleared away`, (t) => {
    const known = record("shop");
    writeRecord({ ...known, anchor: { ...known.anchor, ...differs } });
    t.is(readRecord("shop"), null);
    t.deepEqual(recordedNames(), []);
  });
}

test.serial("a record that is not one counts as none", (t) => {
  mkdirSync(join(folder, "torn"), { recursive: true });
  writeFileSync(join(folder, "torn", "record.json"), '{"format":1,"name":');
  t.is(readRecord("torn"), null);
  writeRecord(record("shop"));
  t.deepEqual(
    listRecords().map(({ name }) => name),
    ["shop"],
  );
});

test("a record that cannot be written is told as a lack of the machine", (t) => {
  const state = join(folder, "file");
  writeFileSync(state, "");
  process.env.TIERLAB_STATE = state;
  try {
    const error = t.throws(() => writeRecord(record("unwritten")), { instanceOf: ToldError });
    t.is(error?.message, `nothing can be written to ${state}, where labs are recorded: ENOTDIR`);
  } finally {
    rmSync(state);
    process.env.TIERLAB_STATE = folder;
  }
});
