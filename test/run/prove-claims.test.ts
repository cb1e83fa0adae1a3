import test from "ava";
import { StarvedError, ToldError } from "../../scripts/errors.ts";
import { EXIT } from "../../scripts/exit-codes.ts";
import { exitCodeOf } from "../../scripts/report/verdict.ts";
import { asWritten, runScripted, SERVED, TWO_ROUNDS, TWO_TESTS } from "./run-scripted.ts";
import { sampleLabFile } from "./sample-lab-file.ts";
import type { Script } from "./scripted-means.ts";

test("a check that still holds without its cause proves nothing", async (t) => {
  const { result } = await runScripted(sampleLabFile(SERVED), {});
  t.is(result.tests[0]?.breaks[0]?.verdict, "proves-nothing");
  t.is(result.tests[0]?.breaks[0]?.note, "served still holds although its cause was taken away");
  t.is(exitCodeOf([result]), EXIT.provesNothing);
});

test("a check that fails also on a lab built anew makes exit code 1, and its breaks are not judged", async (t) => {
  const { acts, result } = await runScripted(sampleLabFile(SERVED), { judge: () => "fails" });
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
  const { result } = await runScripted(sampleLabFile(TWO_TESTS), {
    judge: ({ check }) => (check === "spread" ? "fails" : "holds"),
  });
  t.is(result.tests[0]?.verdict, "proves-nothing");
  t.is(exitCodeOf([result]), EXIT.checkFailed);
});

test("tests with the same traffic share one run, and breaks with the same plan are applied once", async (t) => {
  const judge: Script["judge"] = (question, running) =>
    question.expectedOf.services[0]?.scheduler === "rr" ? "holds" : asWritten(question, running);
  const { acts, result } = await runScripted(sampleLabFile(TWO_TESTS), { judge });
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
  const { acts } = await runScripted(sampleLabFile(TWO_ROUNDS), { judge: asWritten });
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
  const { result } = await runScripted(sampleLabFile(TWO_TESTS), { judge: asWritten });
  const [broken] = result.tests[1]?.breaks ?? [];
  t.is(broken?.verdict, "failed");
  t.is(broken?.note, "spread fails as it must, but what is seen instead is not what the lab says");
});

test("a check that holds on a lab built anew, but not on the restored one, fails its break alone", async (t) => {
  const outcomes = (["fails", "fails", "holds"] as const).values();
  const { result } = await runScripted(sampleLabFile(SERVED), {
    judge: () => outcomes.next().value ?? "holds",
  });
  t.is(result.tests[0]?.checks[0]?.verdict, "passed");
  t.is(result.tests[0]?.breaks[0]?.note, "served does not hold again after the lab was restored");
  t.is(exitCodeOf([result]), EXIT.checkFailed);
});

test("directors may lack servers on a broken lab, and not on the restored one", async (t) => {
  const { applied } = await runScripted(sampleLabFile(SERVED), { judge: asWritten });
  t.deepEqual(applied, [
    { plan: "rr/2", poolMayLack: true },
    { plan: "wrr/2", poolMayLack: false },
  ]);
});

test("a break that leaves something behind on the restored lab has failed, and the lab is built anew", async (t) => {
  const { acts, result } = await runScripted(sampleLabFile(SERVED), {
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
  const { acts, events, result } = await runScripted(
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
  const { result } = await runScripted(sampleLabFile(SERVED), { judge: () => "not-measured" });
  t.is(result.tests[0]?.verdict, "not-measured");
  t.is(exitCodeOf([result]), EXIT.cannotRunHere);
});

test("traffic that could not be seen on a busy machine is sent once more, and is no fault of tierlab", async (t) => {
  let tried = 0;
  const { result, bug, events } = await runScripted(
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
  const { acts, result } = await runScripted(sampleLabFile(TWO_TESTS), {
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
  const { acts, result } = await runScripted(sampleLabFile(SERVED), {
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
  const { result } = await runScripted(sampleLabFile(SERVED), {
    judge: asWritten,
    before: (act) => {
      if (act === "apply rr/2") throw new ToldError("no scheduler rr", { exitCode: EXIT.cannotRunHere });
    },
  });
  t.is(result.tests[0]?.breaks[0]?.verdict, "skipped");
  t.is(exitCodeOf([result]), EXIT.cannotRunHere);
});
