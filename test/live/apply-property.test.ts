import { isDeepStrictEqual } from "node:util";
import type { ExecutionContext } from "ava";
import test from "ava";
import fc from "fast-check";
import type { RunningLab } from "../../scripts/engines/engine.ts";
import { diffPlans } from "../../stacks/diff/diff-plans.ts";
import { driftSteps } from "../../stacks/diff/drift.ts";
import type { LabInput } from "../../stacks/lab/schema/lab.ts";
import type { Plan, PlannedNode } from "../../stacks/plan/plan.ts";
import { socketText } from "../../stacks/plan/socket-text.ts";
import { DIRECT, type RandomChange, randomChange, TRANSLATED } from "./apply-changes.ts";
import { directLab, planWith, translatedLab } from "./apply-labs.ts";
import { ipvsOf, observed, planned, plannedFabric, plannedIpvs, type Said, stateOf } from "./apply-state.ts";
import { asRoot } from "./as-root.ts";
import { workplace } from "./engine-ledger.ts";
import { eventually } from "./eventually.ts";

/** `TIERLAB_SEED=… TIERLAB_RUNS=…` run one finding again, or many more changes. */
const SEED = Number(process.env.TIERLAB_SEED ?? Date.now() % 2 ** 31);
const RUNS = Number(process.env.TIERLAB_RUNS ?? 8);

const place = workplace();
const { engine } = place;

test.after.always(async () => {
  for (const { name } of await engine.list()) await engine.down(name);
  place.clear();
});

const DIRECTLY = { by: "direct routing", lab: directLab(`live-dr-${process.pid}`), changes: DIRECT };
const SUBJECTS = [
  DIRECTLY,
  { by: "address translation", lab: translatedLab(`live-nat-${process.pid}`), changes: TRANSLATED },
];

for (const { by, lab, changes } of SUBJECTS) {
  asRoot(`by ${by}: random changes lead where their plan says, and back to the lab as it was`, async (t) => {
    t.log(`seed ${SEED}, ${RUNS} runs; again by TIERLAB_SEED=${SEED}`);
    const plan = basePlan(lab);
    let running = await up(plan);
    const begun = await settled(t, running);
    const told = new Map<string, number>();
    const property = fc.asyncProperty(randomChange(lab, changes), async ({ written, plan: wanted }) => {
      running = await applied(running, wanted, told);
      const there = await settled(t, running, written);
      running = await applied(running, wanted, told);
      sameState(t, await stateOf(engine, running), there, `applied twice: ${written}`);
      running = await applied(running, plan, told);
      sameState(t, await settled(t, running, written), begun, `applied back: ${written}`);
    });
    const outcome = await fc.check(property, { seed: SEED, numRuns: RUNS, endOnFailure: true });
    if (outcome.failed) t.log(`run ${outcome.numRuns} of ${RUNS}: ${outcome.counterexample?.[0].written}`);
    if (outcome.failed) throw outcome.errorInstance;
    t.log([...told].map(([step, count]) => `${count} ${step}`).join(", "));
  });

  asRoot(`by ${by}: one change after another gives the state of the last one from nothing`, async (t) => {
    const [first, last] = twoChanges(lab, changes);
    let running = await applied(await standing(lab), first.plan);
    running = await applied(running, last.plan);
    const walked = await settled(t, running, last.written);
    await engine.down(lab.lab);
    const built = await settled(t, await up(last.plan), last.written);
    sameState(t, walked, built, `${first.written}, then ${last.written}`);
    await engine.down(lab.lab);
  });
}

asRoot("an address that moved to another node is found there at once", async (t) => {
  const { lab } = DIRECTLY;
  // Checks would ask for the address themselves.
  const plan = planWith(lab, [{ services: { shop: { check: null } } }]) ?? basePlan(lab);
  let running = await applied(await standing(lab), plan);
  const [first, second] = ["web1", "web2"].map((name) => plan.nodes.find((node) => node.name === name));
  const ofBothFamilies = second?.interfaces[0]?.addresses.map((cidr) => cidr.split("/")[0] ?? "") ?? [];
  t.is(ofBothFamilies.length, 2);
  for (const address of ofBothFamilies) t.is(await servedBy(running, address), "web2");
  const others = { web1: second?.interfaces[0]?.addresses, web2: first?.interfaces[0]?.addresses };
  running = await applied(running, withAddresses(plan, others));
  for (const address of ofBothFamilies) t.is(await servedBy(running, address), "web1");
  await engine.down(lab.lab);
});

/** The plan with other addresses on eth0 of some nodes. */
function withAddresses(plan: Plan, addresses: Readonly<Record<string, readonly string[] | undefined>>): Plan {
  const nodes = plan.nodes.map((node) => ({
    ...node,
    interfaces: node.interfaces.map((one) =>
      one.name === "eth0" ? { ...one, addresses: addresses[node.name] ?? one.addresses } : one,
    ),
  }));
  return { ...plan, nodes };
}

/** Who answers the director at an address, within two seconds. */
async function servedBy(lab: RunningLab, address: string): Promise<string> {
  const words = ["curl", "--silent", "--max-time", "2", `http://${socketText(address, 80)}/healthz`];
  const { exitCode, stdout } = await engine.run(lab, "lvs1", words);
  return /"servedBy":"(\w+)"/.exec(stdout)?.[1] ?? `curl: exit code ${exitCode}`;
}

function basePlan(lab: LabInput): Plan {
  const plan = planWith(lab, []);
  if (plan === null) throw new Error(`${lab.lab} has errors`);
  return plan;
}

function twoChanges(
  lab: LabInput,
  changes: Parameters<typeof randomChange>[1],
): [RandomChange, RandomChange] {
  const [first, last] = fc.sample(randomChange(lab, changes), { seed: SEED + 1, numRuns: 2 });
  if (first === undefined || last === undefined) throw new Error("two changes were asked for");
  return [first, last];
}

async function up(plan: Plan): Promise<RunningLab> {
  const signal = new AbortController().signal;
  return engine.up({ plan, source: "/lab.yaml", nodeKernel: "auto", progress: () => {}, signal });
}

async function standing(lab: LabInput): Promise<RunningLab> {
  return (await engine.find(lab.lab)) ?? up(basePlan(lab));
}

async function applied(lab: RunningLab, wanted: Plan, told = new Map<string, number>()): Promise<RunningLab> {
  const steps = diffPlans(lab.plan, wanted);
  for (const { do: step } of steps) told.set(step, (told.get(step) ?? 0) + 1);
  return engine.apply(lab, steps, wanted, { progress: () => {}, signal: new AbortController().signal });
}

/** What the kernels say once each node is what its plan says, and nobody would repair anything. */
async function settled(t: ExecutionContext, lab: RunningLab, what = "as it begins"): Promise<Said> {
  const { plan } = lab;
  const states = await Promise.all(plan.nodes.map((node) => engine.observe(lab, node.name)));
  t.deepEqual(
    states.map((state) => observed(state)),
    plan.nodes.map((node) => planned(node)),
    what,
  );
  t.deepEqual(driftSteps(plan, states), [], `drift: ${what}`);
  for (const node of plan.nodes) if (node.role === "director") await sameServers(t, lab, node, what);
  const said = await stateOf(engine, lab);
  t.deepEqual(said.fabric, plannedFabric(plan), `the fabric: ${what}`);
  return said;
}

/** A check that failed while its server was told of its change is made good by the next one. */
async function sameServers(
  t: ExecutionContext,
  lab: RunningLab,
  node: PlannedNode,
  what: string,
): Promise<void> {
  const wanted = plannedIpvs(lab.plan, node);
  let table = await ipvsOf(engine, lab, node);
  const isWanted = async () => {
    table = await ipvsOf(engine, lab, node);
    return isDeepStrictEqual(table, wanted);
  };
  await eventually("IPVS has all servers", isWanted).catch(async () => {
    const hint = await engine.run(lab, node.name, [
      "sh",
      "-c",
      "ip neighbour; tail -n 20 /var/log/keepalived.log",
    ]);
    t.log(hint.stdout);
  });
  t.deepEqual(table, wanted, `IPVS of ${node.name}: ${what}`);
}

/** Line by line, so that a failure shows what differs and not two states of thousands of lines. */
function sameState(t: ExecutionContext, is: Said, was: Said, what: string): void {
  const parts = [...new Set([...Object.keys(is), ...Object.keys(was)])];
  const differing = parts.flatMap((part) => {
    const [now = [], before = []] = [is[part], was[part]];
    const more = now.filter((line) => !before.includes(line)).map((line) => `+ ${part}: ${line}`);
    const less = before.filter((line) => !now.includes(line)).map((line) => `- ${part}: ${line}`);
    return [...less, ...more];
  });
  t.deepEqual(differing, [], what);
}
