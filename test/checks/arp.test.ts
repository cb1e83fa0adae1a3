import test from "ava";
import { arp } from "../../scripts/checks/arp.ts";
import type { ArpAnswers } from "../../scripts/observe/observation.ts";
import { samplePlan } from "../observe/sample-plan.ts";
import { evidence } from "./sample-evidence.ts";

const asked = (...nodes: (string | null)[]): ArpAnswers => ({
  service: "shop",
  askedBy: "edge1",
  vip: "10.10.0.100",
  answers: nodes.map((node, index) => ({ mac: `02:00:00:00:00:0${index}`, node })),
});
const onlyDirector = { of: "shop", "asked-by": "edge1", owners: ["lvs1"] };

test("it asks from the node that the lab names", (t) => {
  t.deepEqual(arp.needs(onlyDirector, samplePlan()), [{ kind: "arp", service: "shop", askedBy: "edge1" }]);
});

test("it holds where just the owners answer", (t) => {
  const found = arp.judge(onlyDirector, evidence({ arp: [asked("lvs1")] }));
  t.is(found.outcome, "holds");
  t.is(found.figure, "1 MAC");
  t.is(found.sentence, "edge1 asked who has 10.10.0.100: lvs1 answered.");
});

test("it fails where others answer too, and where all of a tier are owners it holds", (t) => {
  const seen = evidence({ arp: [asked("lvs1", "web1", "web2")] });
  t.is(arp.judge(onlyDirector, seen).outcome, "fails");
  t.is(arp.judge({ ...onlyDirector, owners: ["lvs1", "web"] }, seen).outcome, "holds");
});

test("it fails where an owner is silent, nobody answers, a stranger answers or nobody asked", (t) => {
  const both = { ...onlyDirector, owners: ["lvs1", "web1"] };
  t.is(arp.judge(both, evidence({ arp: [asked("lvs1")] })).outcome, "fails");
  t.is(arp.judge(onlyDirector, evidence({ arp: [asked()] })).outcome, "fails");
  t.is(arp.judge(onlyDirector, evidence({ arp: [asked("lvs1", null)] })).outcome, "fails");
  t.is(arp.judge(onlyDirector, evidence({})).outcome, "fails");
});

test("its facts are who answers whom, strangers too", (t) => {
  t.deepEqual(arp.judge(onlyDirector, evidence({ arp: [asked("web1", "lvs1", null)] })).facts, [
    "a stranger answers edge1",
    "lvs1 answers edge1",
    "web1 answers edge1",
  ]);
});
