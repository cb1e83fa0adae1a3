import type { Plan } from "../../plan/plan.ts";
import type { Artifact } from "../artifact.ts";
import type { Container } from "../container.ts";
import { CABLE_SCRIPT, GIVEN } from "../containerlab/cable-script.ts";
import { containerlabNode, instructionFiles } from "../containerlab/containerlab-node.ts";
import { bridgeScript } from "./bridge-script.ts";
import { type Cable, cableName } from "./cables.ts";
import type { KubeNames } from "./kube-names.ts";

/** A node of the topology: one of the plan, or a segment. */
export interface KubeNode {
  readonly name: string;
  /** Where in the lab's document that stands which it is made from. */
  readonly at: readonly string[];
  /** Its instructions, by name; the pod has them in a folder of the node's name. */
  readonly files: readonly Artifact[];
  /** In containerlab's words. */
  readonly definition: object;
}

/** All nodes of a lab's topology. */
export function kubeNodes(
  plan: Plan,
  { containers, cables }: { readonly containers: readonly Container[]; readonly cables: readonly Cable[] },
  names: KubeNames,
): KubeNode[] {
  const planned = new Map(plan.nodes.map((node) => [node.name, node]));
  return [
    ...containers.map((container): KubeNode => {
      const name = names.node(container.node);
      const { tier = "", limits = { memoryMiB: 0 } } = planned.get(container.node) ?? {};
      return {
        name,
        at: ["tiers", tier],
        files: instructionFiles(container, (_, index) => cableName(index)),
        definition: containerlabNode(container, name, limits.memoryMiB),
      };
    }),
    ...plan.segments.map((segment): KubeNode => {
      const name = names.segment(segment.name);
      const ports = cables.filter((cable) => cable.segment === segment.name).length;
      return {
        name,
        at: ["segments", segment.name],
        files: [{ path: CABLE_SCRIPT, text: bridgeScript(segment.name, ports), mode: "0644" }],
        definition: {
          cmd: `/bin/sh ${GIVEN}/${CABLE_SCRIPT}`,
          binds: [`${name}:${GIVEN}:ro`],
          "cap-add": ["NET_ADMIN"],
        },
      };
    }),
  ];
}
