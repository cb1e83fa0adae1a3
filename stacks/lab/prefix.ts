import { Address4 } from "ip-address";

/** An IPv4 prefix as numbers: its network address and its broadcast address. */
export interface PrefixRange {
  readonly first: number;
  readonly last: number;
  readonly length: number;
  /** The prefix by its network address. */
  readonly text: string;
}

/** The addresses of a prefix such as 10.0.0.0/24. */
export function prefixRange(prefix: string): PrefixRange {
  const address = new Address4(prefix);
  const network = address.startAddress();
  return {
    first: Number(network.bigInt()),
    last: Number(address.endAddress().bigInt()),
    length: address.subnetMask,
    text: `${network.correctForm()}/${address.subnetMask}`,
  };
}

/** An IPv4 address as a number. */
export function addressNumber(address: string): number {
  return Number(new Address4(address).bigInt());
}

/** How many addresses of a prefix hosts can have: not the network's and not the broadcast address (RFC 1812, 4.2.2.11). */
export function hostAddresses({ first, last }: PrefixRange): number {
  return Math.max(0, last - first - 1);
}

export function holds({ first, last }: PrefixRange, address: number): boolean {
  return first <= address && address <= last;
}
