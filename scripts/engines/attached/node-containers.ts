import { containersOf } from "../../../stacks/emit/container.ts";
import { containerName } from "../../../stacks/emit/labels.ts";
import { planDigest } from "../../../stacks/emit/plan-digest.ts";
import type { PlannedNode } from "../../../stacks/plan/plan.ts";
import { archiveOf } from "./archive.ts";
import type { AttachedLab } from "./attached-lab.ts";
import { booted, withContainer } from "./boot.ts";
import { containerBody, endpoint } from "./container-body.ts";
import { containerOf, type LabContainer, parkedName } from "./containers.ts";
import { askDaemon, askDaemonFor } from "./docker-api.ts";
import { networksOf } from "./networks.ts";
import { ended, powerOff, powerOn } from "./power.ts";

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
  const networks = await networksOf(lab);
  const networkOf = (segment: string) => {
    const network = networks.get(segment);
    if (network === undefined) throw new Error(`segment ${segment} has no network`);
    return network.name;
  };
  const name = containerName(lab.prefix, node.name);
  const { Id } = await askDaemonFor<{ readonly Id: string }>(
    `/containers/create?name=${encodeURIComponent(name)}`,
    { method: "POST", body: containerBody(described, { prefix: lab.prefix, image, networkOf }) },
  );
  for (const { segment, address } of described.interfaces.slice(1)) {
    const body = { Container: Id, EndpointConfig: endpoint(address) };
    await askDaemon(`/networks/${encodeURIComponent(networkOf(segment))}/connect`, { method: "POST", body });
  }
  await askDaemon(`/containers/${Id}/archive?path=/`, { method: "PUT", body: archiveOf(described.files) });
  await askDaemon(`/containers/${Id}/start`, { method: "POST" });
  const container = await containerOf(Id);
  if (container === null) throw new Error(`the container of ${node.name} is gone`);
  return booted(withContainer(lab, container), node, signal);
}

async function rename({ id }: LabContainer, name: string): Promise<void> {
  await askDaemon(`/containers/${id}/rename?name=${encodeURIComponent(name)}`, { method: "POST" });
}
