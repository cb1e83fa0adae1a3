import test from "ava";
import { NotHereError, ToldError } from "../../scripts/errors.ts";
import { EXIT } from "../../scripts/exit-codes.ts";
import { exitCodeOf } from "../../scripts/report/verdict.ts";
import { asWritten, runScripted, SERVED, TWO_ROUNDS, TWO_TESTS } from "./run-scripted.ts";
import { sampleLabFile } from "./sample-lab-file.ts";
import { runningLab } from "./scripted-means.ts";

test("a lab is brought up, broken, restored, tested and taken down", async (t) => {
  const { acts, result } = await runScripted(sampleLabFile(SERVED), { judge: asWritten });
  t.deepEqual(acts, [
    "lock sample",
    "up sample",
    "apply rr/2",
    "observe served on rr/2",
    "apply wrr/2",
    "observe served on wrr/2",
    "down sample",
  ]);
  t.is(result.verdict, "passed");
  t.is(result.tests[0]?.breaks[0]?.broken?.verdict, "failed");
  t.is(result.tests[0]?.breaks[0]?.restored?.verdict, "passed");
  t.false(result.stands);
});

test("a lab that stood before stays, and is brought to what its file says first", async (t) => {
  const file = sampleLabFile(SERVED);
  const edited = { ...file.plan, services: file.plan.services.map((one) => ({ ...one, scheduler: "sh" })) };
  const { acts, result } = await runScripted(file, { judge: asWritten, standing: [runningLab(edited)] });
  t.is(acts[1], "apply wrr/2");
  t.false(acts.some((act) => act.startsWith("down") || act.startsWith("up")));
  t.true(result.stands);
});

test("a lab whose last change was cut off is built anew before it is tested", async (t) => {
  const file = sampleLabFile(SERVED);
  const standing = [{ ...runningLab(file.plan), unfinished: true }];
  const { acts, result } = await runScripted(file, { judge: asWritten, standing }, { breaks: false });
  t.deepEqual(acts.slice(1, 4), ["down sample", "up sample", "observe served on wrr/2"]);
  t.true(result.stands);
});

test("a lab that another tool deployed is neither taken away nor built anew, whatever state it is in", async (t) => {
  const file = sampleLabFile(SERVED);
  const { acts, result } = await runScripted(file, {
    judge: asWritten,
    standing: [{ ...runningLab(file.plan), foreign: true }],
    drift: [{ do: "set-sysctl", node: "web1", key: "net.ipv4.ip_forward", value: "0" }],
  });
  t.false(acts.some((act) => act.startsWith("down") || act.startsWith("up")));
  t.regex(result.error ?? "", /deployed by another tool/);
  t.is(exitCodeOf([result]), EXIT.cannotRunHere);
});

test("a lab that is built anew is built by its own engine", async (t) => {
  const file = sampleLabFile(SERVED);
  const standing = [{ ...runningLab(file.plan), engine: "docker", unfinished: true }];
  const { acts } = await runScripted(file, { judge: asWritten, standing }, { breaks: false });
  t.is(acts[2], "up sample by docker");
});

test("an interrupted run takes down the lab that it began, and reports what it has", async (t) => {
  const interrupt = new AbortController();
  const { acts, result } = await runScripted(
    sampleLabFile(TWO_ROUNDS),
    {
      judge: asWritten,
      before: (act) => {
        if (act !== "apply wrr/1") return;
        interrupt.abort(new Error("interrupted"));
        throw interrupt.signal.reason;
      },
    },
    { keep: true },
    interrupt.signal,
  );
  t.is(acts.at(-1), "down sample");
  t.is(result.tests[0]?.verdict, "passed");
  t.is(result.tests[1]?.verdict, "skipped");
  t.is(result.tests[1]?.note, "interrupted");
});

test("an interrupted run restores a lab that stood before", async (t) => {
  const file = sampleLabFile(SERVED);
  const interrupt = new AbortController();
  const { acts, labs } = await runScripted(
    file,
    {
      judge: asWritten,
      standing: [runningLab(file.plan)],
      before: (act) => {
        if (act !== "observe served on rr/2") return;
        interrupt.abort(new Error("interrupted"));
        throw interrupt.signal.reason;
      },
    },
    {},
    interrupt.signal,
  );
  t.deepEqual(acts.slice(-2), ["apply wrr/2", "keep sample"]);
  t.deepEqual(labs.get("sample")?.plan, file.plan);
});

test("a fault of tierlab itself ends its lab, which is taken away, and what was found until then is told", async (t) => {
  const { acts, bug, result } = await runScripted(sampleLabFile(TWO_ROUNDS), {
    judge: asWritten,
    before: (act) => {
      if (act === "apply wrr/1") throw new TypeError("no such thing");
    },
  });
  t.true(bug instanceof TypeError);
  t.is(acts.at(-1), "down sample");
  t.is(result.verdict, "failed");
  t.is(result.error, "a fault of tierlab: no such thing");
  t.is(result.tests[0]?.checks[0]?.verdict, "passed");
});

for (const [exitCode, verdict] of [
  [EXIT.cannotRunHere, "skipped"],
  [EXIT.wrongInput, "failed"],
] as const) {
  test(`a lab that does not come up with exit code ${exitCode} is ${verdict}, with its reason`, async (t) => {
    const { result } = await runScripted(sampleLabFile(SERVED), {
      before: (act) => {
        if (act.startsWith("up")) throw new ToldError("no room", { exitCode });
      },
    });
    t.is(result.verdict, verdict);
    t.is(result.error, "no room");
    t.is(result.tests[0]?.note, "no room");
  });
}

test("a machine that lacks something is told from one on which a lab goes wrong, and both tell what to do", async (t) => {
  const help = "give it some";
  for (const [error, notHere] of [
    [new NotHereError("no kernel", { help }), true],
    [new ToldError("no kernel", { exitCode: EXIT.cannotRunHere, help }), false],
  ] as const) {
    const run = await runScripted(sampleLabFile(SERVED), {
      before: (act) => {
        if (act.startsWith("up")) throw error;
      },
    });
    t.is(run.notHere, notHere);
    t.is(run.result.verdict, "skipped");
    t.is(run.result.error, "no kernel; give it some");
  }
});

test("a lab is kept where that is wanted", async (t) => {
  const { acts, result } = await runScripted(sampleLabFile(SERVED), { judge: asWritten }, { keep: true });
  t.false(acts.includes("down sample"));
  t.is(acts.at(-1), "keep sample");
  t.true(result.stands);
});

test("only the chosen claims are tested, and no causes are taken away where that is not wanted", async (t) => {
  const { acts, result } = await runScripted(
    sampleLabFile(TWO_TESTS),
    {},
    { only: ["spread"], breaks: false },
  );
  t.deepEqual(acts.slice(2, -1), ["observe spread on wrr/2"]);
  t.deepEqual(
    result.tests.map(({ id, breaks }) => [id, breaks.length]),
    [["spread", 0]],
  );
});

test("nodes that a timeline left without power come back before the next test", async (t) => {
  const timeline = SERVED.replace(
    /send: .*/,
    "send: { probe: shop, from: client, for: 1s }\n    timeline: [{ at: 10ms, kill: web1 }]",
  );
  const { acts } = await runScripted(
    sampleLabFile(timeline),
    { faults: [{ act: "kill", fault: { at: 0, kill: "web1" }, node: "web1", at: 0, doneAt: 1 }] },
    { breaks: false },
  );
  t.deepEqual(acts.slice(2, -1), ["observe served on wrr/2", "apply wrr/2 with a node anew"]);
});

test("the phases of a run add up in their order", async (t) => {
  const { result } = await runScripted(
    sampleLabFile(SERVED),
    { judge: asWritten },
    { spent: [["plan", 12]] },
  );
  t.deepEqual(
    result.phases.map(({ name }) => name),
    ["plan", "prepare", "tests", "breaks", "down"],
  );
  t.is(result.phases[0]?.ms, 12);
});
