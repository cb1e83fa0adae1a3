import type { Segment } from "../observe/packets/sightings.ts";
import type { PacketKind, TracedWalk } from "./trace.ts";

/** What a packet is in its connection; `isThird` tells whether it is the ACK that completes a handshake. */
export function packetKind({ tcp, http }: Segment, isThird: boolean): PacketKind {
  const flags = new Set(tcp.flags.split(" "));
  if (flags.has("SYN")) return flags.has("ACK") ? "SYN ACK" : "SYN";
  if (flags.has("RST")) return "reset";
  if (http?.kind === "request") return "request";
  if (http?.kind === "response") return "reply";
  if (tcp.payload !== "") return "data";
  if (flags.has("FIN")) return "close";
  return isThird ? "ACK" : "acknowledgement";
}

/** The packets of a handshake. */
export function isHandshake({ kind }: Pick<TracedWalk, "kind">): boolean {
  return kind === "SYN" || kind === "SYN ACK" || kind === "ACK";
}

/** The packets that carry what was asked and answered, the first of each. */
export function isMessage({ kind }: Pick<TracedWalk, "kind">): boolean {
  return kind === "request" || kind === "reply";
}
