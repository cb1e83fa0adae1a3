import type { Plan } from "../../plan/plan.ts";
import { bridgeName, portName } from "../../plan/wire-names.ts";

/**
 * The node whose network namespace holds the bridges of all segments. Nodes of a plan have a number behind their tier's
 * name, so that none is called like it.
 */
export const FABRIC = "fabric";

/** A segment as a node of kind bridge: containerlab makes the bridge itself where the name says in whose namespace. */
export function segmentNode(segment: string): string {
  return `${bridgeName(segment)}|${FABRIC}`;
}

interface ContainerlabLink {
  readonly endpoints: readonly [string, string];
  readonly mtu: number;
}

/** A cable between each interface and a port of its segment's bridge. */
export function containerlabLinks({ nodes }: Plan): ContainerlabLink[] {
  return nodes.flatMap(({ name, interfaces }) =>
    interfaces.map((one) => ({
      endpoints: [`${name}:${one.name}`, `${segmentNode(one.segment)}:${portName(name, one.name)}`] as const,
      // Its own default is 9,500 bytes, and what a lab shows is about Ethernet's.
      mtu: 1_500,
    })),
  );
}
