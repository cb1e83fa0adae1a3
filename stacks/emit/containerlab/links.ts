import type { Plan } from "../../plan/plan.ts";
import { bridgeName, portName } from "../../plan/wire-names.ts";
import { CannotExpress } from "../emitter.ts";

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

/** A Linux bridge counts its ports in ten bits, from one (net/bridge/br_private.h, BR_PORT_BITS). */
const MOST_PORTS = 1_023;

/** Throws CannotExpress where a segment has more nodes than a Linux bridge has ports. */
export function refuseFullBridges({ segments, nodes }: Plan): void {
  const ports = new Map(segments.map(({ name }) => [name, 0]));
  for (const { segment } of nodes.flatMap(({ interfaces }) => interfaces)) {
    ports.set(segment, (ports.get(segment) ?? 0) + 1);
  }
  for (const [segment, count] of ports) {
    if (count > MOST_PORTS) {
      throw new CannotExpress(
        `segment ${segment} has ${count} nodes, and a bridge ${MOST_PORTS} ports`,
        ["segments", segment],
        "split the segment, with a router between the parts",
      );
    }
  }
}
