import test from "ava";
import { questionsOf } from "../../scripts/watch/reading/questions.ts";
import { labUnderTest } from "../plan/lab-files.ts";

function asked(lab: string, node: string, kernel: "host" | "uml" = "host"): string[] {
  const { plan } = labUnderTest(lab);
  const planned = plan.nodes.find(({ name }) => name === node);
  if (planned === undefined) throw new Error(`${lab} has no node ${node}`);
  return questionsOf(planned, plan, kernel).flatMap(({ side, questions }) =>
    questions.map(([name]) => `${side} ${name}`),
  );
}

test("a node is asked for no more than it has", (t) => {
  t.deepEqual(asked("lvs-dr", "client1"), ["network counters", "network carriers"]);
  t.deepEqual(asked("lvs-dr", "web1"), ["network counters", "network daemons", "network carriers"]);
  t.true(asked("lvs-dr", "lvs1").includes("network ipvs-live"));
  t.false(asked("lvs-dr", "lvs1").includes("network addresses"), "nobody shares its VIP");
  t.true(asked("keepalived-ha", "lvs1").includes("network addresses"));
  t.true(asked("lvs-proxy", "lvs1").includes("network proxy"));
  t.true(asked("reference", "dns1").includes("network names"));
  t.true(asked("reference", "switch1.east").includes("network ways"));
  t.false(asked("reference", "lvs1.east").includes("network ways"));
});

test("whether a cable is cut is seen around a guest, not in it", (t) => {
  const names = asked("lvs-dr", "lvs1", "uml");
  t.true(names.includes("outer carriers"));
  t.false(names.includes("network carriers"));
});

test("no field of a question has what parts fields", (t) => {
  for (const lab of ["lvs-dr", "reference", "lvs-proxy"]) {
    const { plan } = labUnderTest(lab);
    for (const node of plan.nodes)
      for (const { questions } of questionsOf(node, plan, "uml"))
        t.false(questions.flat().some((field) => field.includes("\x1f")));
  }
});

test("IPVS is asked for the servers of each address of each service", (t) => {
  const { plan } = labUnderTest("lvs-dr");
  const lvs1 = plan.nodes.find(({ name }) => name === "lvs1");
  const all = (lvs1 === undefined ? [] : questionsOf(lvs1, plan, "uml")).flatMap(
    ({ questions }) => questions,
  );
  const [, kind, , family, ...requests] = all.find(([name]) => name === "ipvs-counters") ?? [];
  t.deepEqual([kind, family, requests.length], ["dump", "IPVS", 2]);
});
