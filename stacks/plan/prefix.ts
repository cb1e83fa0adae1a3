import { Address4, Address6 } from "ip-address";

/** The families of addresses, by the names that a lab has for them. */
export const FAMILIES = ["ipv4", "ipv6"] as const;
export type Family = (typeof FAMILIES)[number];

/**
 * A prefix of either family as numbers. Both are counted in one space, that of IPv6, where IPv4 has its place at
 * ::ffff:0:0/96 (RFC 4291, 2.5.5.2): so no address of one family ever lies in a prefix of the other.
 */
export interface Prefix {
  readonly family: Family;
  /** Canonical text, as in `10.0.0.0/24` or `fd00::/64`. */
  readonly text: string;
  /** The length that is written behind the slash. */
  readonly bits: number;
  /** The first and the last address. */
  readonly first: bigint;
  readonly last: bigint;
}

/** The prefixes of one family, by segment. */
export type Prefixes = ReadonlyMap<string, Prefix>;

const IPV4_PLACE = 0xffffn << 32n;
const WIDTH: PerFamily<number> = { ipv4: 32, ipv6: 128 };

/** One thing for each family. */
export type PerFamily<T> = Readonly<Record<Family, T>>;

export function perFamily<T>(make: (family: Family) => T): PerFamily<T> {
  return { ipv4: make("ipv4"), ipv6: make("ipv6") };
}

export function familyOf(address: string): Family {
  return address.includes(":") ? "ipv6" : "ipv4";
}

/** Whether it is an address of either family, and not the name of a node, which begins with a letter. */
export function isAddress(text: string): boolean {
  return text.includes(":") || /^\d/.test(text);
}

export function parsePrefix(text: string): Prefix {
  const [address = "", length] = text.split("/");
  const family = familyOf(address);
  const width = WIDTH[family];
  const bits = length === undefined ? width : Number(length);
  const mask = (1n << BigInt(width - bits)) - 1n;
  const first = parseAddress(address) & ~mask;
  return { family, text: `${formatAddress(first)}/${bits}`, bits, first, last: first | mask };
}

export function parseAddress(text: string): bigint {
  return familyOf(text) === "ipv4" ? IPV4_PLACE | new Address4(text).bigInt() : new Address6(text).bigInt();
}

/** As the kernel and its tools write it: IPv6 in the form of RFC 5952. */
export function formatAddress(value: bigint): string {
  return value >> 32n === IPV4_PLACE >> 32n
    ? Address4.fromBigInt(value & 0xffff_ffffn).correctForm()
    : Address6.fromBigInt(value).correctForm();
}

/** The prefix that holds one address alone, as in `10.0.0.1/32`. */
export function hostPrefix(address: string): string {
  return `${address}/${WIDTH[familyOf(address)]}`;
}

export function contains(prefix: Prefix, address: bigint): boolean {
  return address >= prefix.first && address <= prefix.last;
}

/**
 * The first and last address that a host may have. IPv4: not the network's and the broadcast address, which a /31 and
 * a /32 do not have (RFC 3021). IPv6: not the first, which is the routers' anycast address (RFC 4291, 2.6.1), and which
 * a /127 and a /128 do not have (RFC 6164).
 */
export function hostRange({ family, bits, first, last }: Prefix): {
  readonly first: bigint;
  readonly last: bigint;
} {
  if (bits >= WIDTH[family] - 1) return { first, last };
  return { first: first + 1n, last: family === "ipv4" ? last - 1n : last };
}

/** Of an IPv4 prefix of so many bits, as in 255.255.255.0. */
export function netmask(bits: number): string {
  return formatAddress(parsePrefix(`255.255.255.255/${bits}`).first);
}
