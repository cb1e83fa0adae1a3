import type { Plan } from "../../plan/plan.ts";
import type { KubeNames } from "./kube-names.ts";

/** A link of the topology, between a node and a segment's bridge. */
export interface Cable {
  readonly segment: string;
  readonly endpoints: readonly [string, string];
}

/**
 * A node's n-th interface, or a bridge's n-th port, as the topology calls it. The plan's names are not to be had there:
 * eth0 is that of containerlab's management network, which clabernetes does not leave out.
 */
export function cableName(index: number | string): string {
  return `net${index}`;
}

/** All links of a plan. */
export function cablesOf({ nodes }: Plan, names: KubeNames): Cable[] {
  const ports = new Map<string, number>();
  return nodes.flatMap(({ name, interfaces }) =>
    interfaces.map(({ segment }, index) => {
      const port = ports.get(segment) ?? 0;
      ports.set(segment, port + 1);
      const near = `${names.node(name)}:${cableName(index)}`;
      return { segment, endpoints: [near, `${names.segment(segment)}:${cableName(port)}`] as const };
    }),
  );
}
