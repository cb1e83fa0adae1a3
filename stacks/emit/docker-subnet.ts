import { createHash } from "node:crypto";
import { formatAddress, parseAddress } from "../plan/prefix.ts";

/**
 * A Docker daemon gives no two networks the same addresses, and two labs may well have the same. So Docker is told others
 * of each segment, out of a block that nobody routes (RFC 1112, 4: class E), and each node takes them away as it starts.
 */
export const SUBNETS = {
  block: "240.0.0.0/4",
  /** Beside the block's: subnets of 2,046 addresses, twice what a bridge has ports. */
  bits: 17,
  /** Without the last one, which has 255.255.255.255. */
  count: 2 ** 17 - 1,
  /** So many hexadecimal digits of a hash tell where the subnets of a prefix begin. */
  digits: 8,
} as const;

/** The places of a lab's segments among the subnets of its prefix: each by its own name, so that others may come and go. */
export function subnetPlaces(segments: readonly string[]): Map<string, number> {
  const taken = new Set<number>();
  return new Map(
    segments.map((segment) => {
      let place = hashOf(segment) % SUBNETS.count;
      while (taken.has(place)) place = (place + 1) % SUBNETS.count;
      taken.add(place);
      return [segment, place];
    }),
  );
}

/** The subnet at a place of a prefix, and the address in it that Docker calls its gateway; Terraform computes the same. */
export function dockerSubnet(
  prefix: string,
  place: number,
): { readonly subnet: string; readonly gateway: string } {
  const [address = "", length = ""] = SUBNETS.block.split("/");
  const own = Number(length) + SUBNETS.bits;
  const number = BigInt((hashOf(prefix) + place) % SUBNETS.count);
  const first = parseAddress(address) + (number << BigInt(32 - own));
  return { subnet: `${formatAddress(first)}/${own}`, gateway: formatAddress(first + 1n) };
}

function hashOf(text: string): number {
  return Number.parseInt(createHash("sha256").update(text).digest("hex").slice(0, SUBNETS.digits), 16);
}
