import { MANAGEMENT } from "../../../stacks/guest/uml.ts";
import type { PlannedInterface, PlannedNode } from "../../../stacks/plan/plan.ts";
import { bridgeName, portName } from "../../../stacks/plan/wire-names.ts";
import type { NodeKernel } from "../engine.ts";

/**
 * The line for `ip -batch` that makes a segment: frames only, no spanning tree to wait for, no snooping to lose multicast
 * by. It is down yet, because the kernel adds ports to such a bridge with less work.
 */
export function bridgeLine(segment: string): string {
  return `link add name ${bridgeName(segment)} type bridge stp_state 0 mcast_snooping 0`;
}

/** The line for `ip -batch` that makes a segment carry frames. */
export function bridgeUpLine(segment: string): string {
  return `link set ${bridgeName(segment)} up`;
}

/** The lines for `ip -batch`, in the anchor's namespaces, that link one node; `pid` is its init's as the lab counts. */
export function linkLines(node: PlannedNode, kernel: NodeKernel, pid: number): string[] {
  const ports = node.interfaces.map((one) => portLine(node.name, one, kernel, pid));
  return kernel === "uml" ? [...ports, managementLine(pid)] : ports;
}

/** The lines that take a node's ports away at once; the kernel's own clean-up comes later than a new node of the same name. */
export function unlinkLines(node: PlannedNode): string[] {
  return node.interfaces.map(({ name }) => `link delete ${portName(node.name, name)}`);
}

function portLine(node: string, one: PlannedInterface, kernel: NodeKernel, pid: number): string {
  const port = `link add name ${portName(node, one.name)} up master ${bridgeName(one.segment)}`;
  // A guest's outer interface only passes frames: the MAC is the guest's own.
  const inner = kernel === "uml" ? one.name : `${one.name} address ${one.mac}`;
  return `${port} type veth peer name ${inner} netns ${pid}`;
}

function managementLine(pid: number): string {
  return `link add name ${MANAGEMENT.outer} netns ${pid} type veth peer name ${MANAGEMENT.guest} netns ${pid}`;
}
