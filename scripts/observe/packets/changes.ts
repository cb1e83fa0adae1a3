import { PACKET_FIELDS, type PacketField } from "../../../stacks/lab/schema/expectations/rewrite.ts";
import type { Segment } from "./sightings.ts";

/** The fields in which two sightings of one packet differ, in the order of PACKET_FIELDS. */
export function changedFields(before: Segment, after: Segment): PacketField[] {
  return PACKET_FIELDS.filter((field) => {
    const [was, is] = [READ[field](before), READ[field](after)];
    return was !== null && is !== null && was !== is;
  });
}

/** Whether a packet has such a field at all. */
export function hasField(field: PacketField, segment: Segment): boolean {
  return READ[field](segment) !== null;
}

/** A field's value as the dissector shows it; null where the packet has no such field. */
export function fieldValue(field: PacketField, segment: Segment): string | number | null {
  return READ[field](segment);
}

/** Null where the packet has no such field: then it cannot have changed. */
const READ: Readonly<Record<PacketField, (segment: Segment) => string | number | null>> = {
  "eth.src": ({ ethSrc }) => ethSrc,
  "eth.dst": ({ ethDst }) => ethDst,
  "ip.ttl": ({ ip }) => ip.ttl,
  "ip.checksum": ({ ip }) => ip.checksum,
  "ip.src": ({ ip }) => ip.src,
  "ip.dst": ({ ip }) => ip.dst,
  "ipv6.flow": ({ ip }) => ip.flow ?? null,
  "tcp.srcport": ({ tcp }) => tcp.srcPort,
  "tcp.dstport": ({ tcp }) => tcp.dstPort,
  "tcp.checksum": ({ tcp }) => tcp.checksum,
  "tcp.seq": ({ tcp }) => tcp.seq,
  "tcp.ack": ({ tcp }) => tcp.ack,
  payload: ({ tcp }) => tcp.payload,
  ipip: ({ outer }) => (outer === undefined ? "" : `${outer.src} to ${outer.dst}`),
  "ipip.ttl": ({ outer }) => outer?.ttl ?? null,
  "ipip.checksum": ({ outer }) => outer?.checksum ?? null,
};
