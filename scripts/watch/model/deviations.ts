import type { Fault } from "../../../stacks/lab/schema/fault.ts";
import type { LabView } from "./lab-view.ts";

/** Something that is not as planned, as the fault that would make it so. */
export interface Deviation {
  /** The same for the same thing of the same node. */
  readonly key: string;
  readonly node: string;
  readonly fault: Fault;
  /** As in `web1 is dead`. */
  readonly text: string;
}

/** What of a lab is dead, down, cut or drained, whoever did it. A node that is dead has nothing else to tell. */
export function deviationsOf({ nodes, services }: LabView): Deviation[] {
  const ofNodes = nodes.flatMap(({ name, health, links, daemons }): Deviation[] => {
    if (health === "down") return [dead(name)];
    return [
      ...links.flatMap(({ segment, isUp }) => (isUp === false ? [cutLink(name, segment)] : [])),
      ...daemons.flatMap((daemon) => (daemon.runs === false ? [deadDaemon(name, daemon.name)] : [])),
    ];
  });
  const drains = services.flatMap(({ name, servers }) =>
    servers.flatMap(({ node, weight, plannedWeight }) =>
      weight === 0 && plannedWeight > 0 ? [drained(node, name)] : [],
    ),
  );
  return [...ofNodes, ...drains];
}

function dead(node: string): Deviation {
  return { key: `${node} power`, node, fault: { at: 0, kill: node }, text: `${node} is dead` };
}

function cutLink(node: string, segment: string): Deviation {
  const fault = { at: 0, cut: `${node}:${segment}` };
  return { key: `${node} link ${segment}`, node, fault, text: `${node} is cut off from ${segment}` };
}

function deadDaemon(node: string, daemon: string): Deviation {
  const fault = { at: 0, kill: node, daemon };
  return { key: `${node} daemon ${daemon}`, node, fault, text: `${daemon} of ${node} is down` };
}

function drained(node: string, of: string): Deviation {
  const fault = { at: 0, drain: node, of };
  return { key: `${node} weight in ${of}`, node, fault, text: `${of} drains ${node}` };
}

/** What an act leaves, or puts back where `undone`. */
export function deviationBy(
  fault: Fault,
  node: string,
): { readonly made: Deviation; readonly undone: boolean } | null {
  if ("kill" in fault || "start" in fault) {
    const { daemon } = fault;
    return { made: daemon === undefined ? dead(node) : deadDaemon(node, daemon), undone: "start" in fault };
  }
  if ("cut" in fault || "restore" in fault) {
    const [, segment = ""] = ("cut" in fault ? fault.cut : fault.restore).split(":");
    return { made: cutLink(node, segment), undone: "restore" in fault };
  }
  if ("drain" in fault || "refill" in fault)
    return { made: drained(node, fault.of), undone: "refill" in fault };
  return null;
}
