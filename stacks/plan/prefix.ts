import { Address4 } from "ip-address";

/** An IPv4 prefix as numbers. */
export interface Prefix {
  /** Canonical text, as in `10.0.0.0/24`. */
  readonly text: string;
  readonly bits: number;
  /** The first and the last address. */
  readonly first: number;
  readonly last: number;
}

export function parsePrefix(text: string): Prefix {
  const address = new Address4(text);
  const first = Number(address.startAddress().bigInt());
  const bits = address.subnetMask;
  return {
    text: `${formatAddress(first)}/${bits}`,
    bits,
    first,
    last: Number(address.endAddress().bigInt()),
  };
}

export function parseAddress(text: string): number {
  return Number(new Address4(text).bigInt());
}

export function formatAddress(value: number): string {
  return Address4.fromInteger(value).correctForm();
}

export function contains(prefix: Prefix, address: number): boolean {
  return address >= prefix.first && address <= prefix.last;
}

/** The first and last address that a host may have; a /31 and a /32 have no network and broadcast address (RFC 3021). */
export function hostRange(prefix: Prefix): { readonly first: number; readonly last: number } {
  return prefix.bits >= 31 ? prefix : { first: prefix.first + 1, last: prefix.last - 1 };
}
