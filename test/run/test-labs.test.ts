import test from "ava";
import { ToldError } from "../../scripts/errors.ts";
import { EXIT } from "../../scripts/exit-codes.ts";
import type { RunEvent } from "../../scripts/run/progress.ts";
import { testLabs } from "../../scripts/run/test-labs.ts";
import { sampleLabFile } from "./sample-lab-file.ts";
import { runningLab, type Script, scriptedMeans } from "./scripted-means.ts";

const TESTS = `
tests:
  - id: served
    claim: Every request is answered.
    send: { http: shop, from: client, requests: 10 }
    expect: { served: { failed: 0 } }
    no-break: There is nothing to take away here.
`;
const FILES = ["one", "two", "three"].map((name) => sampleLabFile(TESTS, name));
const OPTIONS = { only: [], breaks: true, keep: false, nodeKernel: "auto", spent: [] } as const;

function context(before: (act: string) => void) {
  const scripted = scriptedMeans({ before });
  const { signal } = new AbortController();
  return { acts: scripted.acts, of: () => ({ means: scripted.means, signal, progress: () => {} }) };
}

test("a lab that does not come up does not stop the others, and results keep the given order", async (t) => {
  const { of } = context((act) => {
    if (act === "up one") throw new ToldError("no room", { exitCode: EXIT.cannotRunHere });
  });
  const { labs, bug } = await testLabs(
    FILES,
    { labs: 2, ofOneLab: 1 },
    () => OPTIONS,
    of,
    () => {},
  );
  t.deepEqual(
    labs.map(({ lab, verdict }) => [lab, verdict]),
    [
      ["one", "skipped"],
      ["two", "passed"],
      ["three", "passed"],
    ],
  );
  t.is(bug, undefined);
});

test("a fault of tierlab in one lab is told after the others are done", async (t) => {
  const { of, acts } = context((act) => {
    if (act === "up two") throw new TypeError("a bug");
  });
  const { labs, bug } = await testLabs(
    FILES,
    { labs: 1, ofOneLab: 1 },
    () => OPTIONS,
    of,
    () => {},
  );
  t.deepEqual(
    labs.map(({ lab, verdict }) => [lab, verdict]),
    [
      ["one", "passed"],
      ["two", "failed"],
      ["three", "passed"],
    ],
  );
  t.true(bug instanceof TypeError);
  t.true(acts.includes("down three"));
});

test("no more labs stand at the same time than is wanted", async (t) => {
  let standing = 0;
  let most = 0;
  const { of } = context((act) => {
    if (act.startsWith("up")) standing += 1;
    if (act.startsWith("down")) standing -= 1;
    most = Math.max(most, standing);
  });
  await testLabs(
    FILES,
    { labs: 2, ofOneLab: 1 },
    () => OPTIONS,
    of,
    () => {},
  );
  t.is(most, 2);
});

test("each result is handed out as soon as it is there, before the next lab begins", async (t) => {
  const happened: string[] = [];
  const { of } = context((act) => {
    if (act.startsWith("up")) happened.push(act);
  });
  await testLabs(
    FILES,
    { labs: 1, ofOneLab: 1 },
    () => OPTIONS,
    of,
    (file, { lab, verdict }) => {
      t.is(file.lab.lab, lab);
      happened.push(`${lab} ${verdict}`);
    },
  );
  t.deepEqual(happened, ["up one", "one passed", "up two", "two passed", "up three", "three passed"]);
});

/** A claim whose traffic takes so long that a copy is worth while; each has traffic of its own. */
const longTest = (seconds: number) => `
  - id: lasts-${seconds}
    claim: Every request is answered for ${seconds} s.
    send: { probe: shop, from: client, for: ${seconds}s }
    expect: { served: { failed: 0 } }
    no-break: There is nothing to take away here.
`;
const LONG = sampleLabFile(`tests:${[30, 31, 32, 33].map(longTest).join("")}`);

/** Tests a lab with two hands, and gives what was done and told. */
async function byTwo(file: typeof LONG, script: Script = {}, ofOneLab = 2) {
  const { means, acts } = scriptedMeans(script);
  const events: RunEvent[] = [];
  const { signal } = new AbortController();
  const { labs, bug } = await testLabs(
    [file],
    { labs: 2, ofOneLab },
    () => OPTIONS,
    () => ({ means, signal, progress: (event) => void events.push(event) }),
    () => {},
  );
  const upAndDown = acts.filter((act) => /^(up|down) /.test(act));
  const observed = acts.filter((act) => act.startsWith("observe "));
  const told = events.flatMap((event) => (event.kind === "told" ? [event.text] : []));
  return { result: labs[0], bug, upAndDown, observed, told };
}

test("a free hand proves what nobody has begun, on a copy that goes before the lab does", async (t) => {
  const { result, upAndDown, observed } = await byTwo(LONG);
  t.deepEqual(upAndDown, ["up sample", "up sample~1", "down sample~1", "down sample"]);
  t.is(observed.length, 4);
  t.is(new Set(observed).size, 4);
  t.deepEqual(
    result?.tests.map(({ id, verdict }) => [id, verdict]),
    [30, 31, 32, 33].map((seconds) => [`lasts-${seconds}`, "passed"]),
  );
});

test("where no lab may stand twice, there is no copy", async (t) => {
  t.deepEqual((await byTwo(LONG, {}, 1)).upAndDown, ["up sample", "down sample"]);
});

test("a lab that is soon proven gets no copy", async (t) => {
  t.deepEqual((await byTwo(sampleLabFile(TESTS))).upAndDown, ["up sample", "down sample"]);
});

test("a lab that stood before gets no copy, and stays", async (t) => {
  const { result, upAndDown } = await byTwo(LONG, { standing: [runningLab(LONG.plan, LONG.path)] });
  t.deepEqual(upAndDown, []);
  t.is(result?.verdict, "passed");
});

test("what a copy could not prove is proven on the lab, and no other copy is tried", async (t) => {
  const before = (act: string) => {
    if (act === "up sample~1")
      throw new ToldError("no room", { exitCode: EXIT.cannotRunHere, help: "make some" });
  };
  const { result, upAndDown, observed, told } = await byTwo(LONG, { before });
  t.deepEqual(upAndDown, ["up sample", "up sample~1", "down sample"]);
  t.is(new Set(observed).size, 4);
  t.is(result?.verdict, "passed");
  const [line = ""] = told;
  t.deepEqual(told, ["what its copy could not prove is left to the lab: no room"]);
  t.deepEqual(result?.notes, [`${line}; make some`]);
});

test("a copy that falls in the middle of a claim gives it back", async (t) => {
  let observations = 0;
  const before = (act: string) => {
    if (!act.startsWith("observe")) return;
    observations += 1;
    if (observations === 2) throw new ToldError("it fell", { exitCode: EXIT.cannotRunHere });
  };
  const { result, upAndDown, told } = await byTwo(LONG, { before });
  t.true(upAndDown.includes("down sample~1"));
  t.deepEqual(
    result?.tests.map(({ verdict }) => verdict),
    ["passed", "passed", "passed", "passed"],
  );
  t.deepEqual(told, [
    "a copy, sample~1, helps with what is left",
    "what its copy could not prove is left to the lab: it fell",
  ]);
});

test("a fault of tierlab on a copy is told, although the lab is proven without it", async (t) => {
  const before = (act: string) => {
    if (act === "up sample~1") throw new TypeError("a bug");
  };
  const { result, bug } = await byTwo(LONG, { before });
  t.is(result?.verdict, "passed");
  t.true(bug instanceof TypeError);
});
