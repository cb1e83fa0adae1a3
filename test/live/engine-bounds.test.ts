import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { missingBounds } from "../../scripts/doctor/cgroups.ts";
import type { NodeProcess, RunningLab } from "../../scripts/engines/engine.ts";
import { type Bound, cgroupTrees } from "../../scripts/engines/local/cgroup-trees.ts";
import { listRecords } from "../../scripts/engines/local/record.ts";
import { asRoot } from "./as-root.ts";
import { type Ledger, NOTHING, workplace } from "./engine-ledger.ts";
import { webPlan } from "./engine-plans.ts";
import { eventually } from "./eventually.ts";

const place = workplace();
const { engine } = place;
const name = `live-bounds-${process.pid}`;
const signal = new AbortController().signal;
let empty: Ledger;
let lab: RunningLab;

test.before(async () => {
  empty = await place.ledger();
  lab = await up();
});
test.after.always(async () => {
  await engine.down(name);
  place.clear();
});

asRoot(
  "what the lab says to be bounded has one cgroup folder a node, with all the node's processes",
  async (t) => {
    for (const bound of lab.bounded) {
      const tree = cgroupTrees().find(({ bounds }) => bounds.includes(bound));
      const [group] = groups(tree?.folder ?? "");
      t.deepEqual(foldersIn(group ?? "").sort(), ["client1", "edge1", "web1"]);
      const inside = (await engine.run(lab, "web1", ["ps", "-A", "-o", "comm="])).stdout.trim().split("\n");
      const bounded = readFileSync(join(group ?? "", "web1", "cgroup.procs"), "utf8")
        .trim()
        .split("\n");
      t.is(bounded.length, inside.length - 1, "all but ps, which is the engine's own");
    }
    t.pass();
  },
);

whereBounded("processes")(
  "a fork bomb in a node stops at the node's bound, and the rest of the lab goes on",
  async (t) => {
    const bomb = `
    for (1..2000) {
      my $pid = fork;
      next unless defined $pid;
      $started++;
      if ($pid == 0) { open STDOUT, ">/dev/null"; open STDERR, ">/dev/null"; exec "sleep", "60" }
    }
    print $started;
  `;
    const started = Number(await said(await engine.spawn(lab, "client1", ["perl", "-e", bomb])));
    // Its init, the entered perl and what entered it count as well.
    t.true(started > 50 && started < 64, `${started} sleeps at a bound of 64 processes`);
    t.is(await fromClient("edge1"), "hello 10.10.0.1");
    await engine.power(lab, "client1", "kill");
    await engine.power(lab, "client1", "start");
    t.is(await fromClient("client1"), "hello 198.18.0.11");
  },
);

whereBounded("memory")(
  "an allocation over a node's bound is ended, and the rest of the lab goes on",
  async (t) => {
    const script =
      "const kept = []; for (let n = 0; n < 64; n++) kept.push(Buffer.alloc(16 << 20, 1)); console.log('had it')";
    const process = await engine.spawn(lab, "client1", ["node", "-e", script]);
    t.is(await said(process), "");
    t.not(await process.ended, 0);
    t.is(await fromClient("client1"), "hello 198.18.0.11");
  },
);

asRoot(
  "no cgroup folder stays after the death of a node, of the anchor, of its keeper, or of both",
  async (t) => {
    await engine.power(lab, "web1", "kill");
    await engine.down(name);
    t.deepEqual(await place.leftovers(empty), NOTHING, "a killed node");

    kill((await anchorOf()).pid);
    t.deepEqual((await place.leftovers(empty)).cgroups, [], "the anchor");
    t.is(await engine.find(name), undefined);

    kill((await anchorOf()).keeper.pid);
    t.is(await fromClient("client1"), "hello 198.18.0.11", "the lab outlives its keeper");
    await engine.down(name);
    t.deepEqual(await place.leftovers(empty), NOTHING, "the keeper, then down");

    const { pid, keeper } = await anchorOf();
    kill(keeper.pid);
    kill(pid);
    await eventually("the lab is gone", async () => (await engine.find(name)) === undefined);
    t.deepEqual(await place.leftovers(empty), NOTHING, "both, then list");
  },
);

/** On a machine whose cgroups do not bound this, the test is skipped, and counted as skipped. */
function whereBounded(bound: Bound) {
  return missingBounds().includes(bound) ? test.serial.skip : asRoot;
}

async function up(): Promise<RunningLab> {
  const progress = () => {};
  return engine.up({ plan: webPlan(name), source: "/lab.yaml", nodeKernel: "auto", progress, signal });
}

/** The anchor of the lab, made anew. */
async function anchorOf() {
  lab = await up();
  const [record] = listRecords();
  if (record === undefined) throw new Error("the lab has no record");
  return record.anchor;
}

async function said({ stdout }: NodeProcess): Promise<string> {
  return String(await stdout.reduce((text, chunk) => text + String(chunk), ""));
}

async function fromClient(node: string): Promise<string> {
  return (await engine.run(lab, node, ["curl", "-s", "--max-time", "5", "http://10.10.0.11/"])).stdout;
}

function groups(tree: string): string[] {
  return foldersIn(tree)
    .filter((folder) => folder.startsWith(`tierlab-${name}-`))
    .map((folder) => join(tree, folder));
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  );
}

function kill(pid: number): void {
  process.kill(pid, "SIGKILL");
}
