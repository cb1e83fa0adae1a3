import { staleNeighbours } from "../../../stacks/diff/stale-neighbours.ts";
import type { Step } from "../../../stacks/diff/step.ts";
import { planDigest } from "../../../stacks/emit/plan-digest.ts";
import { mayBeUml } from "../../../stacks/guest/kernel-sides.ts";
import type { Plan } from "../../../stacks/plan/plan.ts";
import { containerKernels } from "../container-kernels.ts";
import type { ApplyOptions, ApplyProgress, NodeKernel, NodeKernelChoice } from "../engine.ts";
import { allOf } from "../nodes/all-of.ts";
import { allReady } from "../nodes/all-ready.ts";
import { changeNodes, touchedNodes } from "../nodes/change-nodes.ts";
import { forgetNeighbours } from "../nodes/forget-neighbours.ts";
import type { AttachedLab } from "./attached-lab.ts";
import { attachedReach } from "./attached-reach.ts";
import { remember } from "./attached-record.ts";
import { beginNode, endNode } from "./node-containers.ts";
import { powerOff } from "./power.ts";
import { wiringOf } from "./wiring.ts";

/**
 * Carries out steps on a lab in containers, in their order. A container whose node goes, or is to be made otherwise, is
 * not removed but waits, with another name: whoever deployed it finds it again once its node is as it was.
 */
export async function apply(
  lab: AttachedLab,
  steps: readonly Step[],
  wanted: Plan,
  options: ApplyOptions,
): Promise<AttachedLab> {
  const { progress, signal } = options;
  remember({ ...lab, unfinished: true });
  const without = await remove(lab, steps, wanted, progress);
  const created = await create({ ...without, plan: wanted }, steps, choiceOf(lab), signal);
  const reach = attachedReach(created);
  await changeNodes(reach, steps, { progress, signal });
  const fresh = new Set(steps.flatMap((one) => (one.do === "create-node" ? [one.node] : [])));
  await forgetNeighbours(reach, staleNeighbours(lab.plan, wanted, fresh), signal);
  await allReady(reach, touchedNodes(reach, steps), options);
  const done = { ...created, unfinished: false };
  remember(done);
  return done;
}

/** Nodes that go, and nodes that are to come anew; then segments. */
async function remove(
  lab: AttachedLab,
  steps: readonly Step[],
  wanted: Plan,
  progress: ApplyProgress,
): Promise<AttachedLab> {
  const named = steps.flatMap((one) =>
    one.do === "remove-node" || one.do === "create-node" ? [one.node] : [],
  );
  let now = lab;
  for (const node of new Set(named)) {
    const planned = wanted.nodes.find(({ name }) => name === node);
    const container = now.containers.get(node);
    // A node that is only silent is started again in its own container.
    if (planned !== undefined && container?.digest === planDigest(planned)) await powerOff(now, node);
    else now = await endNode(now, node);
    if (container !== undefined) progress({ phase: "steps", node, text: "taken away" });
  }
  for (const one of steps) if (one.do === "remove-segment") await wiringOf(now).removeSegment(one.segment);
  return now;
}

/** What runs in containers keeps its kernel; a node that is new, or made anew, takes that of its fellows where it needs one. */
async function kernelsOf(
  { plan, containers, parked }: AttachedLab,
  choice: NodeKernelChoice,
): Promise<Record<string, NodeKernel>> {
  const there = plan.nodes.flatMap((node) => {
    const waiting = parked.get(node.name);
    const container =
      containers.get(node.name) ?? (waiting?.digest === planDigest(node) ? waiting : undefined);
    return container === undefined ? [] : [[node.name, container.kernel] as const];
  });
  return { ...(await containerKernels(plan, choice)), ...Object.fromEntries(there) };
}

/** The kernel of those nodes that had a choice. */
function choiceOf({ plan, nodeKernels }: AttachedLab): NodeKernelChoice {
  const special = plan.nodes.find(mayBeUml);
  return (special && nodeKernels[special.name]) ?? "auto";
}

async function create(
  lab: AttachedLab,
  steps: readonly Step[],
  kernels: NodeKernelChoice,
  signal: AbortSignal,
): Promise<AttachedLab> {
  for (const one of steps) if (one.do === "add-segment") await wiringOf(lab).addSegment(one.segment.name);
  const names = new Set(steps.flatMap((one) => (one.do === "create-node" ? [one.node] : [])));
  const nodes = lab.plan.nodes.filter(({ name }) => names.has(name));
  const before = nodes.length === 0 ? lab : { ...lab, nodeKernels: await kernelsOf(lab, kernels) };
  const containers = new Map(before.containers);
  const parked = new Map(before.parked);
  // Side by side: a guest takes a second or two to boot.
  await allOf(signal, nodes, async (node, stop) => {
    const made = await beginNode(before, node, stop);
    const container = made.containers.get(node.name);
    if (container !== undefined) containers.set(node.name, container);
    if (!made.parked.has(node.name)) parked.delete(node.name);
  });
  return { ...before, containers, parked };
}
