import test from "ava";
import { StarvedError, ToldError } from "../../scripts/errors.ts";
import { EXIT } from "../../scripts/exit-codes.ts";
import type { LabResult } from "../../scripts/report/result.ts";
import { exitCodeOf } from "../../scripts/report/verdict.ts";
import type { LabFile } from "../../scripts/run/lab-file.ts";
import type { RunEvent } from "../../scripts/run/progress.ts";
import { type TestOptions, testLab } from "../../scripts/run/test-lab.ts";
import { sampleLabFile } from "./sample-lab-file.ts";
import { namePlan, runningLab, type Script, type Scripted, scriptedMeans } from "./scripted-means.ts";

const SERVED = `
tests:
  - id: served
    claim: Every request is answered.
    send: { http: shop, from: client, requests: 10 }
    expect: { served: { failed: 0 } }
    breaks:
      - with: { services: { shop: { scheduler: rr } } }
        fails: served
`;

const TWO_TESTS = `${SERVED}
  - id: spread
    claim: Requests spread over the servers.
    send: { http: shop, from: client, requests: 10 }
    expect: { spread: { by: web, like: even } }
    breaks:
      - with: { services: { shop: { scheduler: rr } } }
        fails: spread
        sees: { served: { failed: 0 } }
      - with: { tiers: { web: { count: 1 } } }
        fails: spread
`;

/** Two tests that share neither traffic nor a break. */
const TWO_ROUNDS = `${SERVED}
  - id: many
    claim: Many requests are answered.
    send: { http: shop, from: client, requests: 20 }
    expect: { served: { failed: 0 } }
    breaks:
      - with: { tiers: { web: { count: 1 } } }
        fails: served
`;

interface Run extends Scripted {
  readonly result: LabResult;
  readonly bug: unknown;
  readonly events: readonly RunEvent[];
}

const DEFAULTS: TestOptions = { only: [], breaks: true, keep: false, nodeKernel: "auto", spent: [] };

async function run(
  file: LabFile,
  script: Script,
  options: Partial<TestOptions> = {},
  signal = new AbortController().signal,
): Promise<Run> {
  const scripted = scriptedMeans(script);
  const events: RunEvent[] = [];
  const context = { means: scripted.means, signal, progress: (event: RunEvent) => void events.push(event) };
  const { result, bug } = await testLab(file, { ...DEFAULTS, ...options }, context);
  return { ...scripted, result, bug, events };
}

/** A judge for whom checks hold on the lab as written, and fail on any other. */
const asWritten: Script["judge"] = (_question, running) =>
  namePlan(running) === "wrr/2" ? "holds" : "fails";

test("a lab is brought up, broken, restored, tested and taken down", async (t) => {
  const { acts, result } = await run(sampleLabFile(SERVED), { judge: asWritten });
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

test("a check that still holds without its cause proves nothing", async (t) => {
  const { result } = await run(sampleLabFile(SERVED), {});
  t.is(result.tests[0]?.breaks[0]?.verdict, "proves-nothing");
  t.is(result.tests[0]?.breaks[0]?.note, "served still holds although its cause was taken away");
  t.is(exitCodeOf([result]), EXIT.provesNothing);
});

test("a check that fails also on a lab built anew makes exit code 1, and its breaks are not judged", async (t) => {
  const { acts, result } = await run(sampleLabFile(SERVED), { judge: () => "fails" });
  t.deepEqual(acts.slice(4), [
    "apply wrr/2",
    "observe served on wrr/2",
    "down sample",
    "up sample",
    "observe served on wrr/2",
    "down sample",
  ]);
  t.is(result.tests[0]?.verdict, "failed");
  t.is(result.tests[0]?.breaks[0]?.verdict, "skipped");
  t.is(exitCodeOf([result]), EXIT.checkFailed);
});

test("a plainly failed check outweighs a break that proves nothing", async (t) => {
  const { result } = await run(sampleLabFile(TWO_TESTS), {
    judge: ({ check }) => (check === "spread" ? "fails" : "holds"),
  });
  t.is(result.tests[0]?.verdict, "proves-nothing");
  t.is(exitCodeOf([result]), EXIT.checkFailed);
});

test("tests with the same traffic share one run, and breaks with the same plan are applied once", async (t) => {
  const judge: Script["judge"] = (question, running) =>
    question.expectedOf.services[0]?.scheduler === "rr"
      ? "holds"
      : (asWritten?.(question, running) ?? "holds");
  const { acts, result } = await run(sampleLabFile(TWO_TESTS), { judge });
  t.deepEqual(acts.slice(2, -1), [
    "apply rr/2",
    "observe served+spread on rr/2",
    "apply wrr/2",
    "apply wrr/1",
    "observe spread on wrr/1",
    "apply wrr/2",
    "observe served+spread on wrr/2",
  ]);
  t.is(result.verdict, "passed");
  t.is(result.tests[1]?.breaks[0]?.seen[0]?.verdict, "passed");
});

test("tests that share nothing are proven in rounds of their own, breaks first in each", async (t) => {
  const { acts } = await run(sampleLabFile(TWO_ROUNDS), { judge: asWritten });
  t.deepEqual(acts.slice(2, -1), [
    "apply rr/2",
    "observe served on rr/2",
    "apply wrr/2",
    "observe served on wrr/2",
    "apply wrr/1",
    "observe many on wrr/1",
    "apply wrr/2",
    "observe many on wrr/2",
  ]);
});

test("what a break says is seen instead is judged by the broken lab, and must be seen", async (t) => {
  const { result } = await run(sampleLabFile(TWO_TESTS), { judge: asWritten });
  const [broken] = result.tests[1]?.breaks ?? [];
  t.is(broken?.verdict, "failed");
  t.is(broken?.note, "spread fails as it must, but what is seen instead is not what the lab says");
});

test("a check that holds on a lab built anew, but not on the restored one, fails its break alone", async (t) => {
  const outcomes = (["fails", "fails", "holds"] as const).values();
  const { result } = await run(sampleLabFile(SERVED), {
    judge: () => outcomes.next().value ?? "holds",
  });
  t.is(result.tests[0]?.checks[0]?.verdict, "passed");
  t.is(result.tests[0]?.breaks[0]?.note, "served does not hold again after the lab was restored");
  t.is(exitCodeOf([result]), EXIT.checkFailed);
});

test("a break that leaves something behind on the restored lab has failed, and the lab is built anew", async (t) => {
  const { acts, result } = await run(sampleLabFile(SERVED), {
    judge: asWritten,
    drift: [{ do: "set-sysctl", node: "web1", key: "net.ipv4.ip_forward", value: "0" }],
  });
  t.deepEqual(acts.slice(4), [
    "apply wrr/2",
    "down sample",
    "up sample",
    "observe served on wrr/2",
    "down sample",
  ]);
  t.is(
    result.tests[0]?.breaks[0]?.note,
    "the restored lab was not as before: ~ web1 sysctl net.ipv4.ip_forward = 0",
  );
});

test("what was not measured is measured once more, and its result says so", async (t) => {
  let judged = 0;
  const { acts, events, result } = await run(
    sampleLabFile(SERVED),
    {
      judge: () => {
        judged += 1;
        return judged === 1 ? "not-measured" : "holds";
      },
    },
    { breaks: false },
  );
  t.is(acts.filter((act) => act.startsWith("observe")).length, 2);
  t.is(result.tests[0]?.checks[0]?.sentence, "served holds. (measured a second time)");
  t.true(events.some((event) => event.kind === "told" && event.text.includes("once more")));
});

test("what cannot be measured twice is neither passed nor failed", async (t) => {
  const { result } = await run(sampleLabFile(SERVED), { judge: () => "not-measured" });
  t.is(result.tests[0]?.verdict, "not-measured");
  t.is(exitCodeOf([result]), EXIT.cannotRunHere);
});

test("traffic that could not be seen on a busy machine is sent once more, and is no fault of tierlab", async (t) => {
  let tried = 0;
  const { result, bug, events } = await run(
    sampleLabFile(SERVED),
    {
      before: (act) => {
        if (!act.startsWith("observe")) return;
        tried += 1;
        if (tried === 1) throw new StarvedError("the capture at web1:eth0 lost 10 frames");
      },
    },
    { breaks: false },
  );
  t.is(bug, undefined);
  t.is(result.tests[0]?.verdict, "passed");
  t.true(events.some((event) => event.kind === "told" && event.text.includes("lost 10 frames")));
});

test("a lab is built anew when a break goes wrong midway, and the other breaks go on", async (t) => {
  const { acts, result } = await run(sampleLabFile(TWO_TESTS), {
    judge: asWritten,
    before: (act) => {
      if (act === "apply rr/2")
        throw new ToldError("nginx did not come back", { exitCode: EXIT.checkFailed });
    },
  });
  t.deepEqual(acts.slice(2, 5), ["apply rr/2", "down sample", "up sample"]);
  t.is(result.tests[0]?.breaks[0]?.verdict, "failed");
  t.is(result.tests[0]?.breaks[0]?.note, "could not be carried out: nginx did not come back");
  t.is(result.tests[1]?.breaks[1]?.verdict, "passed");
});

test("a lab whose traffic goes wrong under a break is restored by the difference", async (t) => {
  const { acts, result } = await run(sampleLabFile(SERVED), {
    judge: asWritten,
    before: (act) => {
      if (act === "observe served on rr/2")
        throw new ToldError("the sender died", { exitCode: EXIT.checkFailed });
    },
  });
  t.deepEqual(acts.slice(2), [
    "apply rr/2",
    "observe served on rr/2",
    "apply wrr/2",
    "observe served on wrr/2",
    "down sample",
  ]);
  t.is(result.tests[0]?.breaks[0]?.note, "could not be carried out: the sender died");
});

test("a break that cannot be carried out on this machine is skipped with its reason", async (t) => {
  const { result } = await run(sampleLabFile(SERVED), {
    judge: asWritten,
    before: (act) => {
      if (act === "apply rr/2") throw new ToldError("no scheduler rr", { exitCode: EXIT.cannotRunHere });
    },
  });
  t.is(result.tests[0]?.breaks[0]?.verdict, "skipped");
  t.is(exitCodeOf([result]), EXIT.cannotRunHere);
});

test("a lab that stood before stays, and is brought to what its file says first", async (t) => {
  const file = sampleLabFile(SERVED);
  const edited = { ...file.plan, services: file.plan.services.map((one) => ({ ...one, scheduler: "sh" })) };
  const { acts, result } = await run(file, { judge: asWritten, standing: [runningLab(edited)] });
  t.is(acts[1], "apply wrr/2");
  t.false(acts.some((act) => act.startsWith("down") || act.startsWith("up")));
  t.true(result.stands);
});

test("a lab whose last change was cut off is built anew before it is tested", async (t) => {
  const file = sampleLabFile(SERVED);
  const standing = [{ ...runningLab(file.plan), unfinished: true }];
  const { acts, result } = await run(file, { judge: asWritten, standing }, { breaks: false });
  t.deepEqual(acts.slice(1, 4), ["down sample", "up sample", "observe served on wrr/2"]);
  t.true(result.stands);
});

test("a lab that another tool deployed is neither taken away nor built anew, whatever state it is in", async (t) => {
  const file = sampleLabFile(SERVED);
  const { acts, result } = await run(file, {
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
  const { acts } = await run(file, { judge: asWritten, standing }, { breaks: false });
  t.is(acts[2], "up sample by docker");
});

test("an interrupted run takes down the lab that it began, and reports what it has", async (t) => {
  const interrupt = new AbortController();
  const { acts, result } = await run(
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
  const { acts, labs } = await run(
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
  const { acts, bug, result } = await run(sampleLabFile(TWO_ROUNDS), {
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
    const { result } = await run(sampleLabFile(SERVED), {
      before: (act) => {
        if (act.startsWith("up")) throw new ToldError("no room", { exitCode });
      },
    });
    t.is(result.verdict, verdict);
    t.is(result.error, "no room");
    t.is(result.tests[0]?.note, "no room");
  });
}

test("a lab is kept where that is wanted", async (t) => {
  const { acts, result } = await run(sampleLabFile(SERVED), { judge: asWritten }, { keep: true });
  t.false(acts.includes("down sample"));
  t.is(acts.at(-1), "keep sample");
  t.true(result.stands);
});

test("only the chosen claims are tested, and no causes are taken away where that is not wanted", async (t) => {
  const { acts, result } = await run(sampleLabFile(TWO_TESTS), {}, { only: ["spread"], breaks: false });
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
  const { acts } = await run(
    sampleLabFile(timeline),
    { faults: [{ act: "kill", fault: { at: 0, kill: "web1" }, node: "web1", at: 0, doneAt: 1 }] },
    { breaks: false },
  );
  t.deepEqual(acts.slice(2, -1), ["observe served on wrr/2", "apply wrr/2 with a node anew"]);
});

test("the phases of a run add up in their order", async (t) => {
  const { result } = await run(sampleLabFile(SERVED), { judge: asWritten }, { spent: [["plan", 12]] });
  t.deepEqual(
    result.phases.map(({ name }) => name),
    ["plan", "prepare", "tests", "breaks", "down"],
  );
  t.is(result.phases[0]?.ms, 12);
});
