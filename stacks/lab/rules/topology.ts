import { contains, type Prefix, parseAddress, parsePrefix } from "../../plan/prefix.ts";
import { parseNodeRef } from "../node-ref.ts";
import type { Lab } from "../schema/lab.ts";
import type { Service } from "../schema/service.ts";
import type { Tier } from "../schema/tier.ts";

/** The segment with the longest prefix that holds an address; null where none does. */
export function segmentOf(lab: Lab, address: string): string | null {
  const number = parseAddress(address);
  return rangesOf(lab).find(({ range }) => contains(range, number))?.name ?? null;
}

/** The tier that a node reference speaks of; undefined where there is none. */
export function tierOf(lab: Lab, ref: string): Tier | undefined {
  return lab.tiers[parseNodeRef(ref).tier];
}

/** The segments that both tiers have an interface on. */
export function sharedSegments(one: Tier, other: Tier): string[] {
  return one.on.filter((segment) => other.on.includes(segment));
}

/** The real server tiers of a service that the lab has, with their settings. */
export function serverTiers(lab: Lab, { servers }: Service) {
  return Object.entries(servers).flatMap(([name, settings]) => {
    const tier = lab.tiers[name];
    return tier === undefined ? [] : [{ name, tier, ...settings }];
  });
}

interface SegmentRange {
  readonly name: string;
  readonly range: Prefix;
}

/** Every VIP asks for its segment: a lab's prefixes are taken apart once. */
const RANGES = new WeakMap<Lab["segments"], readonly SegmentRange[]>();

function rangesOf({ segments }: Lab): readonly SegmentRange[] {
  const known = RANGES.get(segments);
  const ranges =
    known ??
    Object.entries(segments)
      .map(([name, { prefix }]) => ({ name, range: parsePrefix(prefix) }))
      .toSorted((one, other) => other.range.bits - one.range.bits);
  RANGES.set(segments, ranges);
  return ranges;
}
