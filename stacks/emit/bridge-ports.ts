import type { Plan } from "../plan/plan.ts";
import { CannotExpress } from "./emitter.ts";

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
