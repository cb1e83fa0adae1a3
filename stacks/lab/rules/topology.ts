import { contains, type Prefix, parseAddress, parsePrefix } from "../../plan/prefix.ts";
import { parseNodeRef } from "../node-ref.ts";
import type { Lab } from "../schema/lab.ts";
import type { Service } from "../schema/service.ts";
import type { Tier } from "../schema/tier.ts";

export interface SegmentRange {
  readonly name: string;
  readonly prefix: string;
  readonly range: Prefix;
}

/** Most breaks leave the segments as they are, so each lab's prefixes are taken apart once. */
const RANGES = new WeakMap<Lab["segments"], readonly SegmentRange[]>();

/** The segments with their prefixes as numbers, in the order of the file. */
export function segmentRanges({ segments }: Lab): readonly SegmentRange[] {
  const ranges =
    RANGES.get(segments) ??
    Object.entries(segments).map(([name, { prefix }]) => ({ name, prefix, range: parsePrefix(prefix) }));
  RANGES.set(segments, ranges);
  return ranges;
}

/** The segment with the longest prefix that holds an address; null where none does. */
export function segmentOf(lab: Lab, address: string): string | null {
  const number = parseAddress(address);
  const holding = segmentRanges(lab).filter(({ range }) => contains(range, number));
  return holding.toSorted((one, other) => other.range.bits - one.range.bits)[0]?.name ?? null;
}

/** The tier that a node reference speaks of; undefined where there is none. */
export function tierOf(lab: Lab, ref: string): Tier | undefined {
  return lab.tiers[parseNodeRef(ref).tier];
}

/** The segments that both tiers have an interface on. */
export function sharedSegments(one: Tier, other: Tier): string[] {
  return one.on.filter((segment) => other.on.includes(segment));
}

/** The segments that a tier is on, and those that routers and guards carry its packets to. */
export function reachedSegments(lab: Lab, tier: Tier): ReadonlySet<string> {
  const reached = new Set(tier.on);
  const forwarding = Object.values(lab.tiers).filter(({ role }) => role === "router" || role === "guard");
  for (let before = 0; before < reached.size; ) {
    before = reached.size;
    for (const { on } of forwarding) {
      if (on.some((segment) => reached.has(segment))) for (const segment of on) reached.add(segment);
    }
  }
  return reached;
}

/** The tiers of a service's real servers and of its sorry server that the lab has, with their settings. */
export function serverTiers(lab: Lab, { servers, sorry }: Service) {
  const stands = sorry === undefined ? {} : { [parseNodeRef(sorry).tier]: {} };
  return Object.entries({ ...stands, ...servers }).flatMap(([name, settings]) => {
    const tier = lab.tiers[name];
    return tier === undefined ? [] : [{ name, tier, ...settings }];
  });
}
