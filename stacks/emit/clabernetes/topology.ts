import type { Container } from "../container.ts";
import { IN_ONE_LINE } from "../containerlab/containerlab-node.ts";
import { defaults } from "../containerlab/defaults.ts";
import type { EmitInput } from "../emitter.ts";
import { LABELS } from "../labels.ts";
import { yamlText } from "../yaml-text.ts";
import type { Cable } from "./cables.ts";
import { configMapName } from "./config-map.ts";
import type { KubeNode } from "./kube-node.ts";

export interface KubeLab {
  readonly containers: readonly Container[];
  readonly nodes: readonly KubeNode[];
  readonly cables: readonly Cable[];
}

/** The Topology of a lab; containerlab's own stands in it as text. */
export function topology(input: EmitInput, lab: KubeLab): object {
  const { plan, prefix } = input;
  return {
    apiVersion: "c9s.run/v1alpha1",
    kind: "Topology",
    metadata: { name: prefix, labels: { [LABELS.lab]: plan.lab, [LABELS.prefix]: prefix } },
    spec: {
      naming: "prefixed",
      // Nobody comes into a lab from outside.
      expose: { disableExpose: true },
      deployment: {
        filesFromConfigMap: Object.fromEntries(
          lab.nodes.map(({ name }) => [
            name,
            [{ filePath: name, configMapName: configMapName(prefix, name) }],
          ]),
        ),
      },
      definition: { containerlab: yamlText(definition(input, lab), IN_ONE_LINE) },
    },
  };
}

function definition(input: EmitInput, { containers, nodes, cables }: KubeLab): object {
  return {
    name: input.prefix,
    topology: {
      defaults: defaults(input, containers),
      nodes: Object.fromEntries(nodes.map(({ name, definition: own }) => [name, own])),
      links: cables.map(({ endpoints }) => ({ endpoints })),
    },
  };
}
