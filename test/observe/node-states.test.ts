import test from "ava";
import type { RunningLab } from "../../scripts/engines/engine.ts";
import { nodeStates } from "../../scripts/observe/node-states.ts";
import type { NodeState } from "../../stacks/diff/step.ts";
import { labUnderTest } from "../plan/lab-files.ts";
import { scriptedEngine } from "./scripted-engine.ts";

const { plan } = labUnderTest("keepalived-ha");
const lab: RunningLab = {
  name: plan.lab,
  engine: "local",
  source: "/labs/keepalived-ha.yaml",
  plan,
  nodeKernels: {},
  since: 0,
  unfinished: false,
  bounded: [],
};

/** As planned, but that app1 has died, web2's Nginx is stopped, and lvs2 is the master. */
function observe(_lab: RunningLab, name: string): Promise<NodeState> {
  const node = plan.nodes.find((one) => one.name === name);
  if (node === undefined || name === "app1") return Promise.reject(new Error("no such process"));
  return Promise.resolve({
    node: name,
    addresses: { eth0: name === "lvs2" ? ["10.10.0.4/24", "10.10.0.100/32"] : [], lo: node.loopback },
    down: [],
    routes: [],
    sysctls: {},
    files: {},
    daemons: node.daemons
      .map((daemon) => daemon.name)
      .filter((daemon) => name !== "web2" || daemon !== "nginx"),
  });
}

const web1 = plan.services[0]?.servers.find(({ node }) => node === "web1")?.address ?? "";
const LISTING = `TCP  10.10.0.100:80 rr\n  -> ${web1}:80  Route   1      0          0\n`;

test("a node is dead, has stopped daemons, is out of a pool, or is the master", async (t) => {
  const engine = { ...scriptedEngine(() => LISTING), observe };
  const states = await nodeStates(engine, lab, AbortSignal.timeout(5_000));
  t.deepEqual(states, {
    client1: { runs: true },
    edge1: { runs: true },
    lvs1: { runs: true, master: false },
    lvs2: { runs: true, master: true },
    web1: { runs: true },
    web2: { runs: true, outOf: ["shop"], stopped: ["nginx"] },
    app1: { runs: false },
    sorry1: { runs: true },
  });
});

test("what no director tells is left open", async (t) => {
  const engine = { ...scriptedEngine(() => undefined), observe };
  const { web1: server } = await nodeStates(engine, lab, AbortSignal.timeout(5_000));
  t.deepEqual(server, { runs: true });
});
