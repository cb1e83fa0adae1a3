import type { Lab } from "../lab/schema/lab.ts";
import type { Member } from "./member.ts";
import { formatAddress, hostRange, type Prefix, parseAddress } from "./prefix.ts";

/** The address of every node on every of its segments. */
export type Addresses = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * Numbers each segment's nodes in the order of the tiers, so that a tier added last renumbers nobody. VIPs, the
 * network's and the broadcast address are left out. Throws where a prefix has too few addresses.
 */
export function assignAddresses(
  lab: Lab,
  members: readonly Member[],
  prefixes: ReadonlyMap<string, Prefix>,
): Addresses {
  const vips = new Set(Object.values(lab.services).map((service) => parseAddress(service.vip)));
  const next = new Map([...prefixes].map(([segment, prefix]) => [segment, hostRange(prefix).first]));
  const take = (segment: string) => {
    const prefix = known(prefixes, segment);
    let candidate = known(next, segment);
    while (vips.has(candidate)) candidate += 1;
    if (candidate > hostRange(prefix).last) {
      throw new Error(`segment ${segment} (${prefix.text}) has too few addresses for its nodes`);
    }
    next.set(segment, candidate + 1);
    return formatAddress(candidate);
  };
  return new Map(
    members.map((member) => [member.name, new Map(member.segments.map((name) => [name, take(name)]))]),
  );
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
