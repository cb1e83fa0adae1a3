import type { Packet } from "../observe/observation.ts";
import { flowKey, type Segment, sightingsOf } from "../observe/packets/sightings.ts";
import { type Hop, walkOf } from "../observe/packets/walk.ts";

/** One packet's way, and the number of the connection that it belongs to. */
export interface ConnectionWalk {
  readonly connection: number;
  readonly sent: Segment;
  readonly hops: readonly Hop[];
}

export interface Asked {
  readonly client: string;
  readonly requestId: string;
  /** The client's port, and the sockets that it may have asked. */
  readonly clientPort: number | null;
  readonly port: number;
  readonly addresses: readonly string[];
}

/**
 * The ways of all packets of one request: of the client's own connection, and of those on which proxies asked on with its
 * X-Request-Id. A way that translates addresses belongs to the connection that it began on.
 */
export function walksOf(packets: readonly Packet[], asked: Asked, before = 0): ConnectionWalk[] {
  return waysOf(packets, (segment) => isPartOf(segment, asked), before);
}

/** The ways of all packets of the connections that some packet shows to be wanted, which are counted on from those before. */
export function waysOf(
  packets: readonly Packet[],
  isWanted: (segment: Segment) => boolean,
  before = 0,
): ConnectionWalk[] {
  const sightings = sightingsOf(packets);
  const segments = packets.filter((packet): packet is Segment => packet.ip !== null && packet.tcp !== null);
  const wanted = new Set(segments.filter(isWanted).map(flowKey));
  const connections = new Map<string, number>();
  const seen = new Set<number>();
  const walks: ConnectionWalk[] = [];
  for (const sent of segments) {
    if (sent.direction !== "out" || seen.has(sent.number) || !wanted.has(flowKey(sent))) continue;
    const hops = walkOf(sent, sightings);
    const passed = hops.flatMap((hop) => [hop.in, hop.out]).filter((segment) => segment !== null);
    const keys = passed.map(flowKey);
    const known = keys.map((key) => connections.get(key)).find((number) => number !== undefined);
    const connection = known ?? before + new Set(connections.values()).size + 1;
    for (const segment of passed) seen.add(segment.number);
    for (const key of keys) {
      wanted.add(key);
      connections.set(key, connection);
    }
    walks.push({ connection, sent, hops });
  }
  return walks;
}

/** Whether it shows a connection to be the request's: its packets carry the id, or it is the one that the client opened. */
function isPartOf({ point, direction, ip, tcp, http }: Segment, asked: Asked): boolean {
  if (http?.requestId === asked.requestId) return true;
  return (
    direction === "out" &&
    point.node === asked.client &&
    tcp.dstPort === asked.port &&
    asked.addresses.includes(ip.dst) &&
    (asked.clientPort === null || tcp.srcPort === asked.clientPort)
  );
}
