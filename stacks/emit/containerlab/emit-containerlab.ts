import type { Artifact } from "../artifact.ts";
import { refuseFullBridges } from "../bridge-ports.ts";
import { type Container, containersOf } from "../container.ts";
import type { EmitInput } from "../emitter.ts";
import { LABELS } from "../labels.ts";
import { yamlText } from "../yaml-text.ts";
import { containerlabNode, IN_ONE_LINE, instructionFiles } from "./containerlab-node.ts";
import { defaults } from "./defaults.ts";
import { containerlabLinks, FABRIC, segmentNode } from "./links.ts";

/**
 * A lab as a topology of containerlab (0.79 or newer), and one folder of instructions a node. It deploys with one command:
 * its segments are no bridges of the machine, which containerlab wants made before, but bridges in the namespace of
 * one more node, which it makes itself. So no firewall of the machine sees a frame, and nothing has a way out.
 */
export function emitContainerlab(input: EmitInput): Artifact[] {
  const { plan, kernels } = input;
  refuseFullBridges(plan);
  const containers = containersOf(plan, kernels);
  const main = `${plan.lab}.clab.yml`;
  return [
    {
      path: main,
      text: heading(plan.lab, main) + yamlText(topology(input, containers), IN_ONE_LINE),
      mode: "0644",
    },
    ...containers.flatMap((container) =>
      instructionFiles(container, (name) => name).map((file) => ({
        ...file,
        path: `${folderOf(plan.lab, container)}/${file.path}`,
      })),
    ),
  ];
}

function heading(lab: string, main: string): string {
  return `# Lab ${lab}, made by: tierlab emit ${lab} --to containerlab --out DIR
# containerlab deploy --topo ${main}
# containerlab destroy --topo ${main} --cleanup
`;
}

function topology(input: EmitInput, containers: readonly Container[]): object {
  const { plan, prefix } = input;
  const memory = new Map(plan.nodes.map(({ name, limits }) => [name, limits.memoryMiB]));
  return {
    // Containers are called PREFIX-NODE, as by every other engine.
    name: prefix,
    prefix: "__lab-name",
    // Nobody is in it; containerlab wants one where a node is in another's namespace, and Docker's own need not be made.
    mgmt: { network: "bridge", "external-access": false },
    topology: {
      defaults: { ...defaults(input, containers), "network-mode": "none" },
      nodes: {
        [FABRIC]: { cmd: "sleep infinity", labels: { [LABELS.fabric]: "true" } },
        ...Object.fromEntries(
          plan.segments.map(({ name }) => [
            segmentNode(name),
            { kind: "bridge", "network-mode": `container:${FABRIC}` },
          ]),
        ),
        ...Object.fromEntries(
          containers.map((container) => [
            container.node,
            {
              ...containerlabNode(container, folderOf(plan.lab, container), memory.get(container.node) ?? 0),
              ...waitingFor(container),
            },
          ]),
        ),
      },
      links: containerlabLinks(plan),
    },
  };
}

/** For others' cables and not for their health: a lab may be about a server that never answers. */
function waitingFor({ after }: Container): object {
  const nodes = after.map((node) => ({ node, stage: "create-links" }));
  return nodes.length === 0 ? {} : { stages: { create: { "wait-for": nodes } } };
}

function folderOf(lab: string, { node }: Container): string {
  return `${lab}/${node}`;
}
