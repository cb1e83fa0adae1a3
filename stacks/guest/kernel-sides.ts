import type { KernelFeature, PlannedDaemon, PlannedNode } from "../plan/plan.ts";

/** Where a node's network lives: the machine's own kernel, or a User Mode Linux kernel inside the node. */
export type NodeKernel = "host" | "uml";

/**
 * Where a node on User Mode Linux has a feature: in its `guest`; on the machine's own kernel, in the node's `outer`
 * namespaces, because a guest has no IPv4 tables; or nowhere, so that such a node cannot be one.
 */
export const UML_SIDE: Readonly<Record<KernelFeature, "guest" | "outer" | null>> = {
  ipvs: "guest",
  "ipvs-twos": null,
  netem: "guest",
  ipip: "guest",
  nat: "outer",
  synproxy: null,
};

/** Whether a node needs something of its kernel that a User Mode Linux kernel has. */
export function mayBeUml({ kernelNeeds }: PlannedNode): boolean {
  return kernelNeeds.some((need) => UML_SIDE[need] === "guest");
}

/** The node kernel of each node where `uml` is for those that may be one. */
export function nodeKernels(nodes: readonly PlannedNode[], kernel: NodeKernel): Record<string, NodeKernel> {
  return Object.fromEntries(
    nodes.map((node) => [node.name, kernel === "uml" && mayBeUml(node) ? "uml" : "host"]),
  );
}

/** Whether what needs this feature is outside the node's guest. */
export function isOuter(kernel: NodeKernel, need: KernelFeature | undefined): boolean {
  return kernel === "uml" && need !== undefined && UML_SIDE[need] === "outer";
}

/** The daemons that run outside the node's guest. */
export function outerDaemons({ daemons }: PlannedNode, kernel: NodeKernel): PlannedDaemon[] {
  return daemons.filter(({ needs }) => isOuter(kernel, needs));
}

/** What the machine's own kernel does for a node whose network lives in a guest. */
export function outerFeatures({ kernelNeeds }: PlannedNode, kernel: NodeKernel): KernelFeature[] {
  return kernelNeeds.filter((need) => isOuter(kernel, need));
}

/** What a feature is called where people read it. */
export const FEATURE_NAMES: Readonly<Record<KernelFeature, string>> = {
  ipvs: "IPVS",
  "ipvs-twos": "twos",
  nat: "source NAT",
  synproxy: "SYNPROXY",
  ipip: "IPIP",
  netem: "netem",
};
