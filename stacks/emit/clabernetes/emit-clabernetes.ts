import type { Artifact } from "../artifact.ts";
import { refuseFullBridges } from "../bridge-ports.ts";
import { containersOf } from "../container.ts";
import { CannotExpress, type EmitInput } from "../emitter.ts";
import { yamlText } from "../yaml-text.ts";
import { cablesOf } from "./cables.ts";
import { configMap, MOST_BYTES } from "./config-map.ts";
import { kubeNames } from "./kube-names.ts";
import { kubeNodes } from "./kube-node.ts";
import { topology } from "./topology.ts";

/**
 * A lab as a Topology of clabernetes (c9s.run/v1alpha1), which runs each node in a pod of its own and joins them by tunnels,
 * with a ConfigMap of instructions a node: one file. Segments are Linux nodes that bridge, because clabernetes knows neither
 * containerlab's kind bridge nor another node's namespace. Throws CannotExpress.
 */
export function emitClabernetes(input: EmitInput): Artifact[] {
  const { plan, kernels } = input;
  refuseFullBridges(plan);
  const names = kubeNames(input);
  refuseGuests(input);
  const containers = containersOf(plan, kernels);
  const cables = cablesOf(plan, names);
  const nodes = kubeNodes(plan, { containers, cables }, names);
  const maps = nodes.map((node) => yamlText(configMap(input, node)));
  const last = yamlText(topology(input, { containers, nodes, cables }));
  if (Buffer.byteLength(last) > MOST_BYTES) {
    const message = `a topology of ${nodes.length} nodes has ${Buffer.byteLength(last)} bytes, and Kubernetes keeps ${MOST_BYTES}`;
    throw new CannotExpress(message, ["tiers"], "fewer nodes");
  }
  return [
    { path: `${plan.lab}.c9s.yaml`, text: heading(plan.lab) + [...maps, last].join("---\n"), mode: "0644" },
  ];
}

/** clabernetes leaves a node's tmpfs out (util/containerlab/types.go, NodeDefinition), where a guest's memory would be. */
function refuseGuests({ plan, kernels }: EmitInput): void {
  const guest = plan.nodes.find(({ name }) => kernels[name] === "uml");
  if (guest === undefined) return;
  throw new CannotExpress(
    `node ${guest.name} would run on User Mode Linux, for whose memory clabernetes has no word`,
    ["tiers", guest.tier],
    "--node-kernel host, for a cluster whose kernels have what the node needs",
  );
}

/** Without --server-side a copy would go into an annotation, which has less room. */
function heading(lab: string): string {
  return `# Lab ${lab}, made by: tierlab emit ${lab} --to clabernetes
# kubectl apply --server-side --filename ${lab}.c9s.yaml
# kubectl delete --filename ${lab}.c9s.yaml
`;
}
