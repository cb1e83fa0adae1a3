import { staleNeighbours } from "../../../stacks/diff/stale-neighbours.ts";
import type { Step } from "../../../stacks/diff/step.ts";
import type { Plan, PlannedNode } from "../../../stacks/plan/plan.ts";
import { bridgeName } from "../../../stacks/plan/wire-names.ts";
import type { ApplyProgress, NodeKernel } from "../engine.ts";
import { mayBeUml } from "../kernel-sides.ts";
import { allOf, allReady, buildNodes, runIpBatch } from "./build.ts";
import { type Change, changeScripts } from "./change-script.ts";
import { command } from "./command.ts";
import { step } from "./crash-step.ts";
import { masterDoor, plannedNode } from "./door.ts";
import { bridgeLine, bridgeUpLine } from "./fabric.ts";
import { forgetNeighbours } from "./forget-neighbours.ts";
import { chooseNodeKernels } from "./node-kernel.ts";
import { powerOff } from "./power.ts";
import { type LabRecord, updateRecord, writeRecord } from "./record.ts";

export interface ApplyOptions {
  readonly progress: ApplyProgress;
  readonly signal: AbortSignal;
}

/**
 * Carries out steps on a running lab, in their order: what goes, what comes, what changes in place. The record says
 * that the lab is unfinished until all is done, so that a verb after a crash knows to look.
 */
export async function apply(
  record: LabRecord,
  steps: readonly Step[],
  wanted: Plan,
  options: ApplyOptions,
): Promise<LabRecord> {
  await step("record unfinished", () => writeRecord({ ...record, unfinished: true }));
  const without = await remove(record, steps, options);
  const nodeKernels = await kernelsOf(without, wanted);
  const created = await create({ ...without, plan: wanted, nodeKernels }, steps, options);
  await changeInPlace(created, steps, options);
  const fresh = new Set(steps.flatMap((one) => (one.do === "create-node" ? [one.node] : [])));
  const stale = staleNeighbours(record.plan, wanted, fresh);
  await step("neighbours", () => forgetNeighbours(created, stale, options.signal));
  await step("ready", () => allReady(created, touched(created, steps), { ...options, poolMayLack: true }));
  const done: LabRecord = { ...created, unfinished: false };
  await step("record", () => writeRecord(done));
  return done;
}

async function remove(
  record: LabRecord,
  steps: readonly Step[],
  { progress }: ApplyOptions,
): Promise<LabRecord> {
  const gone = steps.flatMap((one) => (one.do === "remove-node" ? [one.node] : []));
  const segments = steps.flatMap((one) => (one.do === "remove-segment" ? [one.segment] : []));
  for (const node of gone) progress({ phase: "steps", node, text: "taken away" });
  // Also a node that is to come anew, and one that a crash left half made.
  const anew = steps.flatMap((one) => (one.do === "create-node" && record.inits[one.node] ? [one.node] : []));
  const names = [...new Set([...gone, ...anew])];
  await step("power off", () => Promise.all(names.map((node) => powerOff(record, node))));
  await step("remove segments", () =>
    runIpBatch(
      record,
      segments.map((name) => `link delete ${bridgeName(name)}`),
    ),
  );
  const inits = Object.fromEntries(Object.entries(record.inits).filter(([node]) => !names.includes(node)));
  return { ...record, inits };
}

/** A node keeps its kernel; a new one that needs a special kernel takes that of its fellows. */
async function kernelsOf(record: LabRecord, wanted: Plan): Promise<Record<string, NodeKernel>> {
  const special = record.plan.nodes.find(mayBeUml);
  const choice = special === undefined ? "auto" : (record.nodeKernels[special.name] ?? "auto");
  return chooseNodeKernels(wanted, choice, { rootfs: record.image, uml: record.uml });
}

async function create(record: LabRecord, steps: readonly Step[], options: ApplyOptions): Promise<LabRecord> {
  const nodes = steps.flatMap((one) => (one.do === "create-node" ? [plannedNode(record, one.node)] : []));
  const segments = steps.flatMap((one) => (one.do === "add-segment" ? [one.segment.name] : []));
  const before = segments.map(bridgeLine);
  const after = segments.map(bridgeUpLine);
  if (nodes.length === 0) {
    await step("add segments", () => runIpBatch(record, [...before, ...after], options.signal));
    return record;
  }
  const built = await buildNodes(record, nodes, { ...options, before, after });
  await step("record nodes", () => updateRecord(record.name, (now) => ({ ...now, inits: built.inits })));
  return built;
}

async function changeInPlace(
  record: LabRecord,
  steps: readonly Step[],
  { progress, signal }: ApplyOptions,
): Promise<void> {
  const changes = steps.filter(isChange);
  const names = [...new Set(changes.map(({ node }) => node))];
  await allOf(signal, names, async (name, stop) => {
    const mine = changes.filter(({ node }) => node === name);
    const scripts = changeScripts(plannedNode(record, name), record.nodeKernels[name] ?? "host", mine);
    await step(`change ${name}`, async () => {
      for (const { where, script } of scripts) await run(record, name, where, script, stop);
    });
    progress({
      phase: "steps",
      node: name,
      text: `${mine.length} ${mine.length === 1 ? "change" : "changes"}`,
    });
  });
}

async function run(
  record: LabRecord,
  name: string,
  where: "network" | "outer",
  script: string,
  signal: AbortSignal,
): Promise<void> {
  const door = masterDoor(record, name, where);
  const words = door.words(["/bin/sh", "-s"], false);
  const said = await command(words, { env: door.environment, input: script, signal });
  if (said.exitCode === 0) return;
  const why = said.stderr.trim() || said.stdout.trim() || `exit code ${said.exitCode}`;
  throw new Error(`${name} cannot be changed: ${why}`);
}

function isChange(one: Step): one is Change {
  return !["remove-node", "create-node", "remove-segment", "add-segment"].includes(one.do);
}

/** The nodes of the steps, and the directors: they watch the others. */
function touched(record: LabRecord, steps: readonly Step[]): PlannedNode[] {
  const names = new Set(steps.flatMap((one) => ("node" in one ? [one.node] : [])));
  return record.plan.nodes.filter(
    ({ name, readiness }) => names.has(name) || readiness.some(({ kind }) => kind === "ipvs"),
  );
}
