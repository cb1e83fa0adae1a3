import type { Packet } from "../observe/observation.ts";

/**
 * DNS messages as packets of one conversation between two sockets: the message's number, which no hop changes, stands for
 * the sequence number, and no flag is set. What is no DNS by UDP is left out.
 */
export function asConversation(packets: readonly Packet[]): Packet[] {
  return packets.flatMap((packet): Packet[] => {
    const { udp, dns } = packet;
    if (udp === undefined || dns === undefined) return [];
    const tcp = { ...udp, seq: dns.id, ack: dns.kind === "response" ? 1 : 0, flags: "", checksumGood: true };
    return [{ ...packet, tcp, http: { kind: dns.kind, requestId: null, text: dns.text } }];
  });
}
