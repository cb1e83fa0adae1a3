import { containersOf } from "../../../stacks/emit/container.ts";
import { containerName } from "../../../stacks/emit/labels.ts";
import { planDigest } from "../../../stacks/emit/plan-digest.ts";
import type { PlannedNode } from "../../../stacks/plan/plan.ts";
import type { AttachedLab } from "./attached-lab.ts";
import { booted, withContainer } from "./boot.ts";
import { containerOf, type LabContainer, parkedName } from "./containers.ts";
import { askDaemon } from "./docker-api.ts";
import { ended, powerOff, powerOn } from "./power.ts";
import { wiringOf } from "./wiring.ts";

/** Ends a node. The container that was deployed waits, with another name; one that stood in for such a one goes for good. */
export async function endNode(lab: AttachedLab, node: string): Promise<AttachedLab> {
  const container = lab.containers.get(node);
  if (container === undefined) return lab;
  await powerOff(lab, node);
  await ended(container);
  const containers = new Map(lab.containers);
  containers.delete(node);
  if (container.standIn) {
    await askDaemon(`/containers/${container.id}?force=true`, { method: "DELETE", allow: [404] });
    return { ...lab, containers };
  }
  const name = parkedName(container.name);
  await rename(container, name);
  return { ...lab, containers, parked: new Map([...lab.parked, [node, { ...container, name }]]) };
}

/** Brings a node up: in its own container, in the one that waits for just this plan of it, or in a new one. */
export async function beginNode(
  lab: AttachedLab,
  node: PlannedNode,
  signal: AbortSignal,
): Promise<AttachedLab> {
  if (lab.containers.has(node.name)) return powerOn(lab, node.name, signal);
  const parked = lab.parked.get(node.name);
  if (parked?.digest !== planDigest(node)) return standIn(lab, node, signal);
  const name = containerName(lab.prefix, node.name);
  await rename(parked, name);
  const waiting = new Map(lab.parked);
  waiting.delete(node.name);
  const back = withContainer({ ...lab, parked: waiting }, { ...parked, name });
  return powerOn(back, node.name, signal);
}

async function standIn(lab: AttachedLab, node: PlannedNode, signal: AbortSignal): Promise<AttachedLab> {
  const described = containersOf(lab.plan, lab.nodeKernels).find((one) => one.node === node.name);
  const image = [...lab.containers.values(), ...lab.parked.values()][0]?.image;
  if (described === undefined || image === undefined) throw new Error(`${node.name} cannot be made`);
  const wiring = wiringOf(lab);
  const id = await wiring.create(described, image);
  await askDaemon(`/containers/${id}/start`, { method: "POST" });
  const container = await containerOf(id);
  await wiring.plug(node.name, container?.init?.pid ?? 0);
  if (container === null) throw new Error(`the container of ${node.name} is gone`);
  return booted(withContainer(lab, container), node, signal);
}

async function rename({ id }: LabContainer, name: string): Promise<void> {
  await askDaemon(`/containers/${id}/rename?name=${encodeURIComponent(name)}`, { method: "POST" });
}
