import { contains, type Family, type Prefix, parseAddress, parsePrefix } from "../../plan/prefix.ts";
import { parseNodeRef } from "../node-ref.ts";
import type { Lab } from "../schema/lab.ts";
import type { Service } from "../schema/service.ts";
import type { Tier } from "../schema/tier.ts";
import { meant } from "../sites/site-name.ts";
import type { Path } from "../source.ts";

/** One prefix of a segment, as it is written and as numbers. */
export interface SegmentRange {
  readonly name: string;
  readonly prefix: string;
  readonly range: Prefix;
  readonly path: Path;
}

/** Most breaks leave the segments as they are, so each lab's prefixes are taken apart once. */
const RANGES = new WeakMap<Lab["segments"], readonly SegmentRange[]>();

/** The prefixes of the segments, of both families, in the order of the file. */
export function segmentRanges({ segments }: Lab): readonly SegmentRange[] {
  const ranges =
    RANGES.get(segments) ??
    Object.entries(segments).flatMap(([name, { prefix, prefix6 }]) => [
      { name, prefix, range: parsePrefix(prefix), path: prefixPath(name, "ipv4") },
      ...(prefix6 === undefined
        ? []
        : [{ name, prefix: prefix6, range: parsePrefix(prefix6), path: prefixPath(name, "ipv6") }]),
    ]);
  RANGES.set(segments, ranges);
  return ranges;
}

/** Where a segment's prefix is written, alone, in a list of the two, or by its name. */
export function prefixPath(segment: string, family: Family): Path {
  return ["segments", segment, ...(family === "ipv4" ? ["prefix", 0] : ["prefix6", 1])];
}

/** Those of the segments that have a prefix of the family. */
export function segmentsWith(family: Family, segments: readonly string[], lab: Lab): string[] {
  return family === "ipv4"
    ? [...segments]
    : segments.filter((name) => lab.segments[name]?.prefix6 !== undefined);
}

/** The VIPs of a service with their places. */
export function placedVips(name: string, { vip, vip6 }: Service): { vip: string; path: Path }[] {
  const first = { vip, path: ["services", name, "vip"] };
  return vip6 === undefined ? [first] : [first, { vip: vip6, path: ["services", name, "vip6"] }];
}

/** The segment with the longest prefix that holds an address; null where none does. */
export function segmentOf(lab: Lab, address: string): string | null {
  const number = parseAddress(address);
  const holding = segmentRanges(lab).filter(({ range }) => contains(range, number));
  return holding.toSorted((one, other) => other.range.bits - one.range.bits)[0]?.name ?? null;
}

/** The tier that a node reference speaks of, of all sites' own the first; undefined where there is none. */
export function tierOf(lab: Lab, ref: string): Tier | undefined {
  const [first] = meant(parseNodeRef(ref).tier, Object.keys(lab.tiers));
  return first === undefined ? undefined : lab.tiers[first];
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
