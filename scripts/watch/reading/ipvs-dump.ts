import type { Protocol } from "../../../stacks/plan/plan.ts";
import { familyOf, formatAddress, parseAddress } from "../../../stacks/plan/prefix.ts";
import { socketText } from "../../../stacks/plan/socket-text.ts";
import { answersIn, attribute, attributesIn, genericRequest, nested, requestIn } from "./netlink.ts";

/** The family of generic netlink by which IPVS is asked; the numbers below are of linux/ip_vs.h. */
export const IPVS_FAMILY = "IPVS";

const GET_DEST = 8;
const ATTRIBUTE = { service: 1, dest: 2 } as const;
const SERVICE = { family: 1, protocol: 2, address: 3, port: 4 } as const;
/** Those with 64 bits, which the kernel has since 4.1. */
const DEST = { address: 1, family: 11, counters: 12 } as const;
const COUNTERS = { connections: 1, inPackets: 2, outPackets: 3 } as const;
/** Of the kernel's union nf_inet_addr. */
const ADDRESS_BYTES = 16;

/** The sockets' number of a family (AF_INET, AF_INET6), and of a protocol (RFC 5237's registry). */
const FAMILY = { ipv4: 2, ipv6: 10 } as const;
const PROTOCOL: Readonly<Record<Protocol, number>> = { tcp: 6, udp: 17 };

export interface VirtualSocket {
  readonly protocol: Protocol;
  readonly vip: string;
  readonly port: number;
}

/** What asks IPVS for the real servers of a virtual service, in hexadecimal. */
export function serversRequest({ protocol, vip, port }: VirtualSocket): string {
  const service = nested(
    ATTRIBUTE.service,
    attribute(SERVICE.family, number16(FAMILY[familyOf(vip)])),
    attribute(SERVICE.protocol, number16(PROTOCOL[protocol])),
    attribute(SERVICE.address, addressBytes(vip)),
    attribute(SERVICE.port, portBytes(port)),
  );
  return genericRequest(GET_DEST, service).toString("hex");
}

/**
 * The counters in lines of such a request and its answer: a line a server, with its service's protocol and socket, its
 * address, its connections, and its packets in and out. All else of an answer changes with every connection that ends.
 */
export function countersText(dump: string): string {
  return dump
    .split("\n")
    .flatMap((line) => {
      const [asked, answer] = line.split(" ").map((hex) => Buffer.from(hex, "hex"));
      const service = asked && requestIn(asked).get(ATTRIBUTE.service);
      return service && answer ? serverLines(serviceName(attributesIn(service)), answer) : [];
    })
    .join("\n");
}

/** The sum, over servers of these addresses, of what such a text tells of a virtual service. */
export function serverCount(
  text: string,
  socket: VirtualSocket,
  addresses: readonly string[],
  of: "connections" | "packets",
): number {
  const service = `${nameOf(socket)} `;
  return text
    .split("\n")
    .filter((line) => line.startsWith(service))
    .map((line) => line.slice(service.length).split(" "))
    .filter(([address = ""]) => addresses.includes(address))
    .reduce((sum, [, connections, packets]) => sum + Number(of === "connections" ? connections : packets), 0);
}

function serverLines(service: string, answer: Buffer): string[] {
  return answersIn(answer).flatMap((message) => {
    const dest = attributesIn(message.get(ATTRIBUTE.dest) ?? EMPTY);
    const counters = attributesIn(dest.get(DEST.counters) ?? EMPTY);
    const count = (type: number) => Number(counters.get(type)?.readBigUInt64LE() ?? 0n);
    if (counters.size === 0) return [];
    const packets = count(COUNTERS.inPackets) + count(COUNTERS.outPackets);
    const address = addressText(dest.get(DEST.address), dest.get(DEST.family));
    return [`${service} ${address} ${count(COUNTERS.connections)} ${packets}`];
  });
}

const EMPTY: Buffer = Buffer.alloc(0);

function serviceName(service: ReadonlyMap<number, Buffer>): string {
  const protocol = service.get(SERVICE.protocol)?.readUInt16LE() === PROTOCOL.udp ? "udp" : "tcp";
  const vip = addressText(service.get(SERVICE.address), service.get(SERVICE.family));
  return nameOf({ protocol, vip, port: service.get(SERVICE.port)?.readUInt16BE() ?? 0 });
}

function nameOf({ protocol, vip, port }: VirtualSocket): string {
  return `${protocol} ${socketText(vip, port)}`;
}

function number16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

/** Ports are in network order. */
function portBytes(port: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(port);
  return bytes;
}

/** IPv4 fills the first four bytes. */
function addressBytes(address: string): Buffer {
  const digits = parseAddress(address)
    .toString(16)
    .padStart(ADDRESS_BYTES * 2, "0");
  return Buffer.from(
    (familyOf(address) === "ipv4" ? digits.slice(-8) : digits).padEnd(ADDRESS_BYTES * 2, "0"),
    "hex",
  );
}

function addressText(bytes = EMPTY, family = EMPTY): string {
  return family.equals(number16(FAMILY.ipv6))
    ? formatAddress(BigInt(`0x${bytes.toString("hex")}`))
    : bytes.subarray(0, 4).join(".");
}
