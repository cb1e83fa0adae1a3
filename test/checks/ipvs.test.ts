import test from "ava";
import { ipvs } from "../../scripts/checks/ipvs.ts";
import { evidence } from "./sample-evidence.ts";

const reading = {
  director: "lvs1",
  service: "shop",
  connections: 60,
  inPackets: 360,
  outPackets: 0,
  inBytes: 30_000,
  outBytes: 0,
};
const seen = evidence({ ipvs: [reading] });

test("exact, none and some are judged each by its counter", (t) => {
  const asked = {
    at: "lvs1",
    of: "shop",
    connections: 60,
    "out-packets": "none",
    "in-bytes": "some",
  } as const;
  const found = ipvs.judge(asked, seen);
  t.is(found.outcome, "holds");
  t.is(found.figure, "Conns 60, OutPkts 0, InBytes 30000");
  t.is(found.look, "exec sample lvs1 -- ipvsadm -Ln --stats");
});

test("one counter that differs fails, and is named", (t) => {
  const found = ipvs.judge({ at: "lvs1", of: "shop", connections: 60, "out-packets": "some" }, seen);
  t.is(found.outcome, "fails");
  t.regex(found.sentence, /OutPkts should be above 0/);
  t.is(ipvs.judge({ at: "lvs1", of: "shop", connections: 59 }, seen).outcome, "fails");
  t.is(ipvs.judge({ at: "lvs1", of: "shop", "in-packets": "none" }, seen).outcome, "fails");
});

test("the counters of several directors are added", (t) => {
  t.is(ipvs.judge({ at: "lvs", of: "shop", connections: 60 }, seen).outcome, "holds");
});

test("counters that were not read fail", (t) => {
  t.is(ipvs.judge({ at: "lvs1", of: "shop", "out-packets": "none" }, evidence({})).outcome, "fails");
  t.is(ipvs.judge({ at: "lvs1", of: "other", "out-packets": "none" }, seen).outcome, "fails");
});

test("its facts are which counters moved, for how far is TCP's own affair", (t) => {
  const asked = { at: "lvs1", of: "shop", "in-packets": "some", "out-packets": "none" } as const;
  t.deepEqual(ipvs.judge(asked, seen).facts, ["InPkts some", "OutPkts none"]);
});
