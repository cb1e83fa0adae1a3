import type { PacketField } from "../../../stacks/lab/schema/expectations/rewrite.ts";
import { changedFields } from "./changes.ts";
import type { Segment, Sightings } from "./sightings.ts";
import { departureOf } from "./walk.ts";

/** One packet on both sides of a hop that it passed through. */
export interface Passage {
  readonly in: Segment;
  readonly out: Segment;
  readonly changed: readonly PacketField[];
}

/** Every packet of the sample's connection that passed through the sample's node in the sample's direction, in order of time. */
export function passagesLike(sample: Segment, sightings: Sightings): Passage[] {
  const passed = new Set<number>();
  return sightings
    .between(sample)
    .filter((segment) => comesLike(segment, sample))
    .flatMap((came) => {
      const out = departureOf(came, sightings, passed);
      if (out === null) return [];
      passed.add(out.number);
      return [{ in: came, out, changed: changedFields(came, out) }];
    });
}

function comesLike(segment: Segment, sample: Segment): boolean {
  return (
    segment.direction === "in" &&
    segment.point.node === sample.point.node &&
    segment.point.interface === sample.point.interface &&
    segment.ip.src === sample.ip.src &&
    segment.tcp.srcPort === sample.tcp.srcPort
  );
}
