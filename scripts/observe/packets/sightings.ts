import type { Packet } from "../observation.ts";

/** A TCP packet at one capture point. */
export type Segment = Packet & { ip: NonNullable<Packet["ip"]>; tcp: NonNullable<Packet["tcp"]> };

/** All TCP packets of a capture, found again by what does not change on the way. */
export interface Sightings {
  /** The same packet at all its capture points, in order of time. */
  same(packet: Segment): readonly Segment[];
  /** Packets that left the node and agree in IP id, flags and payload, whatever else was rewritten. */
  alikeFrom(node: string, packet: Segment): readonly Segment[];
  /** HTTP requests with this X-Request-Id that the node sent, in order of time. */
  requestsFrom(node: string, requestId: string): readonly Segment[];
  /** The packets that went between two sockets in either direction, at every capture point, in order of time. */
  between(packet: Segment): readonly Segment[];
}

/** Indexes a capture's packets, which must be in order of time. */
export function sightingsOf(packets: readonly Packet[]): Sightings {
  const segments = packets.filter((packet): packet is Segment => packet.ip !== null && packet.tcp !== null);
  const bySame = group(segments, sameKey);
  const sent = segments.filter((segment) => segment.direction === "out");
  const byAlike = group(sent, (segment) => alikeKey(segment.point.node, segment));
  const byRequest = group(
    sent.filter((segment) => segment.http?.kind === "request" && segment.http.requestId !== null),
    (segment) => requestKey(segment.point.node, segment.http?.requestId ?? ""),
  );
  const byFlow = group(segments, flowKey);
  return {
    same: (packet) => bySame.get(sameKey(packet)) ?? [],
    alikeFrom: (node, packet) => byAlike.get(alikeKey(node, packet)) ?? [],
    requestsFrom: (node, requestId) => byRequest.get(requestKey(node, requestId)) ?? [],
    between: (packet) => byFlow.get(flowKey(packet)) ?? [],
  };
}

/** No hop that only forwards or translates addresses touches these. */
function sameKey({ ip, tcp }: Segment): string {
  return `${ip.id} ${tcp.seq} ${tcp.ack} ${tcp.flags}`;
}

function alikeKey(node: string, { ip, tcp }: Segment): string {
  return `${node} ${ip.id} ${tcp.flags} ${tcp.payload}`;
}

function requestKey(node: string, requestId: string): string {
  return `${node} ${requestId}`;
}

/** The two sockets of a packet, the same for both directions. */
export function flowKey({ ip, tcp }: Segment): string {
  return [`${ip.src}:${tcp.srcPort}`, `${ip.dst}:${tcp.dstPort}`].sort().join(" ");
}

function group(segments: readonly Segment[], key: (segment: Segment) => string): Map<string, Segment[]> {
  const groups = new Map<string, Segment[]>();
  for (const segment of segments) {
    const name = key(segment);
    const known = groups.get(name);
    if (known === undefined) groups.set(name, [segment]);
    else known.push(segment);
  }
  return groups;
}
