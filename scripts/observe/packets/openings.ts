import type { Packet } from "../observation.ts";
import type { Segment } from "./sightings.ts";

/** Whether the packet asks for a new connection. */
export function isSyn(packet: Packet): packet is Segment {
  return (
    packet.ip !== null &&
    packet.tcp !== null &&
    /\bSYN\b/.test(packet.tcp.flags) &&
    !/\bACK\b/.test(packet.tcp.flags)
  );
}

/** The first SYN of each connection in each direction at each capture point; one that is sent again has the same numbers. */
export function openings(syns: readonly Segment[]): Segment[] {
  const seen = new Set<string>();
  return syns.filter(({ point, direction, ip, tcp }) => {
    const key = [
      point.node,
      point.interface,
      direction,
      ip.src,
      tcp.srcPort,
      ip.dst,
      tcp.dstPort,
      tcp.seq,
    ].join(" ");
    const first = !seen.has(key);
    seen.add(key);
    return first;
  });
}
