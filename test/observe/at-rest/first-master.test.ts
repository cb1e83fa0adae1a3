import test from "ava";
import { firstIsMaster, stateIn } from "../../../scripts/observe/at-rest/first-master.ts";
import { runningLab } from "../../run/scripted-means.ts";
import { samplePlan } from "../sample-plan.ts";
import { scriptedEngine } from "../scripted-engine.ts";

const TABLE = `IP Virtual Server version 1.2.1 (size=256)
Prot LocalAddress:Port Scheduler Flags
  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn
TCP  10.10.0.100:80 rr
  -> 10.10.0.5:80                 Route   1      0          0
  -> 10.10.0.6:80                 Route   1      0          0
`;

test("a director with the VIP is the master, and tells how many servers it has and which sync daemon runs", (t) => {
  const text = `eth0             UNKNOWN        10.10.0.4/24 10.10.0.100/32 fe80::1/64\n${TABLE}master sync daemon (mcast=eth0, syncid=1, maxlen=1472)\n`;
  t.deepEqual(stateIn(text, "10.10.0.100"), { isMaster: true, pool: 2, sync: "master" });
});

test("one without it stands by", (t) => {
  const text = `eth0             UNKNOWN        10.10.0.3/24 fe80::1/64\n${TABLE}backup sync daemon (mcast=eth0, syncid=1)\n`;
  t.deepEqual(stateIn(text, "10.10.0.100"), { isMaster: false, pool: 2, sync: "backup" });
});

test("one whose keepalived begins has nothing yet", (t) => {
  t.deepEqual(stateIn("eth0 UNKNOWN 10.10.0.3/24\n", "10.10.0.100"), {
    isMaster: false,
    pool: 0,
    sync: null,
  });
});

/** Two directors. The second one holds the VIP as well until its keepalived is restarted, or it was asked `yieldsAfter` times. */
function twoMasters({ preempt, yieldsAfter }: { preempt: boolean; yieldsAfter: number }) {
  const vrrp = { version: 3, advertMs: 20, preempt, sync: false, id: 1, priorities: {} } as const;
  const plan = samplePlan({ directors: ["lvs1", "lvs2"], vrrp });
  const restarts: string[] = [];
  let looks = 0;
  const engine = scriptedEngine((node, command) => {
    if (command.includes("force-restart")) {
      restarts.push(node);
      return "";
    }
    if (node === "lvs2") looks += 1;
    const holds = node === "lvs1" || (restarts.length === 0 && looks <= yieldsAfter);
    return `eth0 UNKNOWN 10.10.0.4/24 ${holds ? "10.10.0.100/32" : ""}\n${TABLE}`;
  });
  return { engine, restarts, lab: runningLab(plan) };
}

const { signal } = new AbortController();

test("without preemption the second master is told to yield, once", async (t) => {
  const { engine, restarts, lab } = twoMasters({ preempt: false, yieldsAfter: Number.POSITIVE_INFINITY });
  await firstIsMaster(engine, lab, signal);
  t.deepEqual(restarts, ["lvs2"]);
});

test("with preemption it is left to yield by itself", async (t) => {
  const { engine, restarts, lab } = twoMasters({ preempt: true, yieldsAfter: 1 });
  await firstIsMaster(engine, lab, signal);
  t.deepEqual(restarts, []);
});

test("where it does not in the time of an election, it is told to, too", async (t) => {
  const { engine, restarts, lab } = twoMasters({ preempt: true, yieldsAfter: Number.POSITIVE_INFINITY });
  await firstIsMaster(engine, lab, signal);
  t.deepEqual(restarts, ["lvs2"]);
});
