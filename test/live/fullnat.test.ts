import type { RunningLab } from "../../scripts/engines/engine.ts";
import { diffPlans } from "../../stacks/diff/diff-plans.ts";
import { driftSteps } from "../../stacks/diff/drift.ts";
import type { LabInput } from "../../stacks/lab/schema/lab.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import { planWith } from "./apply-labs.ts";
import { asRoot } from "./as-root.ts";
import { eventually } from "./eventually.ts";
import { ownLab } from "./own-lab.ts";

const name = `live-fullnat-${process.pid}`;
const { engine, up, leavesNothing } = ownLab(name);

/** Everybody sits in one segment: a server could answer each client straight, and by dr it does. */
const LAB: LabInput = {
  lab: name,
  about: "One director with one arm, by fullnat and by dr.",
  segments: { dmz: "10.10.0.0/24" },
  tiers: {
    client: { role: "client", on: "dmz" },
    lvs: { role: "director", on: "dmz" },
    web: { role: "nginx", on: "dmz", count: 2 },
  },
  services: {
    shop: { vip: "10.10.0.100", director: "lvs", mode: "fullnat", servers: { web: { port: 8080 } } },
    blog: { vip: "10.10.0.101", director: "lvs", mode: "dr", servers: "web" },
    who: {
      vip: "10.10.0.100",
      port: 7000,
      protocol: "udp",
      director: "lvs",
      mode: "fullnat",
      servers: { web: { port: 7007 } },
    },
  },
};

const BASE = planOf();
const [CLIENT = "", DIRECTOR = ""] = ["client1", "lvs1"].flatMap((node) => addressesOf(BASE, node));
let lab: RunningLab;

asRoot("a director with one arm changes the source for one service, and nothing for another", async (t) => {
  lab = await up(BASE);
  t.deepEqual(await seen("10.10.0.100"), { peer: DIRECTOR, port: 8080 });
  t.deepEqual(await seen("10.10.0.101"), { peer: CLIENT, port: 80 });
  t.deepEqual(await drift(), []);
});

asRoot("packets of UDP are answered by a server that saw the director, in the name of the VIP", async (t) => {
  const servers = await Promise.all(
    ["web1", "web2"].map((node) => engine.spawn(lab, node, ["node", "-e", TELLS_PEER])),
  );
  try {
    let said = "";
    await eventually("a server answers", async () => {
      said = (await engine.run(lab, "client1", ["node", "-e", ASKS, "10.10.0.100", "7000"])).stdout.trim();
      return said !== "";
    });
    t.deepEqual(JSON.parse(said), { from: "10.10.0.100:7000", peer: DIRECTOR });
  } finally {
    for (const server of servers) server.kill("SIGKILL");
  }
});

asRoot(
  "what a guest asks of its own accord keeps its source, and its frames their MAC address",
  async (t) => {
    const asked = await engine.run(lab, "lvs1", [
      "curl",
      "-s",
      "-m2",
      `http://${addressesOf(BASE, "web1")[0]}:8080/`,
    ]);
    t.is(JSON.parse(asked.stdout).peer, DIRECTOR);
    const { stdout } = await engine.run(lab, "client1", ["ip", "-json", "neighbour"]);
    const known = (JSON.parse(stdout) as { dst: string; lladdr: string }[]).find(
      ({ dst }) => dst === "10.10.0.100",
    );
    t.is(known?.lladdr, BASE.nodes.find((node) => node.name === "lvs1")?.interfaces[0]?.mac);
  },
);

asRoot(
  "a server that comes while the director runs sees it as well, and at the address that it then has",
  async (t) => {
    const wanted = planOf({ tiers: { client: { count: 2 }, web: { count: 3 } } });
    const steps = await apply(wanted);
    t.false(steps.some((step) => step.do === "create-node" && step.node === "lvs1"));
    const peers = new Map<string, string>();
    await eventually("all three servers have answered", async () => {
      const { servedBy, peer } = await answer("10.10.0.100");
      peers.set(servedBy, peer);
      return peers.size === 3;
    });
    const [director] = addressesOf(wanted, "lvs1");
    t.not(director, DIRECTOR);
    t.deepEqual([...new Set(peers.values())], [director]);
    t.deepEqual(await drift(), []);
  },
);

asRoot("rules that are gone are loaded again with their daemon, and the repair says so", async (t) => {
  const outer = (...words: string[]) => engine.run(lab, "lvs1", words, { where: "outer" });
  await outer("sv", "down", "nftables");
  await eventually("it is down", async () => (await drift()).length > 0);
  const repair = await drift();
  t.deepEqual(repair, [{ do: "restart-daemon", node: "lvs1", daemon: "nftables" }]);
  await outer("nft", "delete", "table", "ip", "fullnat");
  lab = await engine.apply(lab, repair, lab.plan, {
    progress: () => {},
    signal: new AbortController().signal,
  });
  t.deepEqual(await seen("10.10.0.100"), { peer: addressesOf(lab.plan, "lvs1")[0] ?? "", port: 8080 });
  t.deepEqual(await drift(), []);
});

asRoot("with the mode its rules go, and they come back with it", async (t) => {
  const tables = async () =>
    (await engine.run(lab, "lvs1", ["nft", "list", "tables"], { where: "outer" })).stdout.trim();
  t.regex(await tables(), /table ip fullnat/);
  await apply(planOf({ services: { who: null, shop: { mode: "dr", servers: { web: { port: null } } } } }));
  t.is(await tables(), "");
  t.deepEqual(await seen("10.10.0.100"), { peer: CLIENT, port: 80 });
  t.deepEqual(await drift(), []);
  await apply(BASE);
  t.deepEqual(await seen("10.10.0.100"), { peer: DIRECTOR, port: 8080 });
  t.deepEqual(await drift(), []);
});

leavesNothing();

/** A server of UDP that answers with the address that asked. */
const TELLS_PEER = `const server = require("node:dgram").createSocket("udp4");
server.on("message", (_, { address, port }) => server.send(address, port, address)).bind(7007);`;

/** Asks once by UDP, and prints who answered and what; gives up after a second. */
const ASKS = `const [host, port] = process.argv.slice(1);
const socket = require("node:dgram").createSocket("udp4");
socket.on("message", (peer, from) => {
  console.log(JSON.stringify({ from: from.address + ":" + from.port, peer: String(peer) }));
  process.exit();
});
socket.send("who am I", Number(port), host);
setTimeout(() => process.exit(), 1000);`;

function planOf(...changes: object[]): Plan {
  const plan = planWith(LAB, changes);
  if (plan === null) throw new Error(`${name} has errors`);
  return plan;
}

function addressesOf(plan: Plan, node: string): string[] {
  const planned = plan.nodes.find((one) => one.name === node);
  return planned?.interfaces.flatMap(({ addresses: [own = ""] }) => own.split("/")[0] ?? "") ?? [];
}

async function answer(vip: string): Promise<{ servedBy: string; peer: string; port: number }> {
  const { stdout, exitCode } = await engine.run(lab, "client1", ["curl", "-s", "-m2", `http://${vip}/`]);
  return exitCode === 0 ? JSON.parse(stdout) : { servedBy: "", peer: `curl: exit code ${exitCode}`, port: 0 };
}

/** What a server saw of a request. */
async function seen(vip: string): Promise<{ peer: string; port: number }> {
  const { peer, port } = await answer(vip);
  return { peer, port };
}

async function apply(wanted: Plan) {
  const steps = diffPlans(lab.plan, wanted);
  lab = await engine.apply(lab, steps, wanted, { progress: () => {}, signal: new AbortController().signal });
  return steps;
}

async function drift() {
  const states = await Promise.all(lab.plan.nodes.map((node) => engine.observe(lab, node.name)));
  return driftSteps(lab.plan, states);
}
