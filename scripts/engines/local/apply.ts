import { staleNeighbours } from "../../../stacks/diff/stale-neighbours.ts";
import type { Step } from "../../../stacks/diff/step.ts";
import { mayBeUml } from "../../../stacks/guest/kernel-sides.ts";
import type { Plan } from "../../../stacks/plan/plan.ts";
import { bridgeName } from "../../../stacks/plan/wire-names.ts";
import type { ApplyOptions, NodeKernel } from "../engine.ts";
import { allReady } from "../nodes/all-ready.ts";
import { changeNodes, touchedNodes } from "../nodes/change-nodes.ts";
import { plannedNode } from "../nodes/door.ts";
import { forgetNeighbours } from "../nodes/forget-neighbours.ts";
import { buildNodes, runIpBatch } from "./build.ts";
import { step } from "./crash-step.ts";
import { bridgeLine, bridgeUpLine } from "./fabric.ts";
import { localReach } from "./local-reach.ts";
import { chooseNodeKernels } from "./node-kernel.ts";
import { powerOff } from "./power.ts";
import { type LabRecord, updateRecord, writeRecord } from "./record.ts";

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
  const reach = localReach(created);
  await changeNodes(reach, steps, { ...options, step });
  const fresh = new Set(steps.flatMap((one) => (one.do === "create-node" ? [one.node] : [])));
  const stale = staleNeighbours(record.plan, wanted, fresh);
  await step("neighbours", () => forgetNeighbours(reach, stale, options.signal));
  await step("ready", () => allReady(reach, touchedNodes(reach, steps), options));
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
  const nodes = steps.flatMap((one) =>
    one.do === "create-node" ? [plannedNode(localReach(record), one.node)] : [],
  );
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
