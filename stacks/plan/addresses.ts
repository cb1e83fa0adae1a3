import type { Lab } from "../lab/schema/lab.ts";
import type { Member } from "./member.ts";
import { formatAddress, hostRange, type Prefix, type Prefixes, parseAddress } from "./prefix.ts";
import { vipsOf } from "./vips-of.ts";

/** The address of every node on each of its segments that has a prefix of one family. */
export type Addresses = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * A node has one host number in all its segments: its place in the lab. So a tier added last renumbers nobody, and a
 * cable that is moved gives no node an address that was another's, which neighbours would still know by the wrong
 * MAC. A segment too small for that is numbered by its own nodes alone. VIPs are left out, and what no host may have.
 * Throws where a prefix has too few addresses.
 */
export function assignAddresses(lab: Lab, members: readonly Member[], prefixes: Prefixes): Addresses {
  const vips = Object.values(lab.services).flatMap((service) => vipsOf(service).map(parseAddress));
  const bySegment = new Map(
    [...prefixes].map(([segment, prefix]) => [segment, numberSegment(segment, prefix, vips, members)]),
  );
  return new Map(
    members.map((member) => [
      member.name,
      new Map(member.segments.map((segment) => [segment, known(known(bySegment, segment), member.name)])),
    ]),
  );
}

function numberSegment(
  segment: string,
  prefix: Prefix,
  vips: readonly bigint[],
  members: readonly Member[],
): ReadonlyMap<string, string> {
  const { first, last } = hostRange(prefix);
  const taken = new Set(vips.filter((vip) => vip >= first && vip <= last));
  const room = last - first + 1n - BigInt(taken.size);
  const own = members.filter((member) => member.segments.includes(segment));
  if (own.length > room) {
    throw new Error(`segment ${segment} (${prefix.text}) has too few addresses for its nodes`);
  }
  const numbered = members.length > room ? own : members;
  const addresses = new Map<string, string>();
  let next = first;
  for (const member of numbered) {
    while (taken.has(next)) next += 1n;
    if (member.segments.includes(segment)) addresses.set(member.name, formatAddress(next));
    next += 1n;
  }
  return addresses;
}

/** The node's address on a segment; throws where it has none there, which a checked lab cannot ask for. */
export function addressOn(addresses: Addresses, node: string, segment: string): string {
  return known(known(addresses, node), segment);
}

function known<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`no ${String(key)} in this lab`);
  return value;
}
