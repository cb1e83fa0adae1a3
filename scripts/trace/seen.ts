import type { Segment } from "../observe/packets/sightings.ts";
import type { Owners } from "./owners.ts";
import type { FieldChange, TracedField, TracedHop } from "./trace.ts";

export interface SeenHop {
  readonly does: TracedHop["does"];
  readonly in: Segment | null;
  readonly out: Segment | null;
  readonly changes: readonly FieldChange[];
  /** Whether what it sent was seen to come to another node. */
  readonly arrives: boolean;
}

/** What a hop was seen to do, in a few words; nothing in them comes from what it should do. */
export function seenAt({ does, out, changes, arrives }: SeenHop, owners: Owners): string {
  if (does === "takes") return "takes it";
  if (does === "drops") return "gets it, and it never goes on";
  const to = owners.nodeOfMac(out?.ethDst ?? "");
  const lost = arrives ? "" : `; it came to ${to === null ? "no node of the lab" : `no interface of ${to}`}`;
  if (does === "sends") return `sends it${to === null || !arrives ? "" : ` to ${to}`}${lost}`;
  return `${doneTo(changes, out, owners)}${lost}`;
}

/** What a router changes of every packet: it makes another frame, and takes one from the TTL of the outermost header. */
export const FRAME_FIELDS: readonly TracedField[] = [
  "eth.src",
  "eth.dst",
  "ip.ttl",
  "ip.checksum",
  "ipip.ttl",
  "ipip.checksum",
];

function doneTo(changes: readonly FieldChange[], out: Segment | null, owners: Owners): string {
  const changed = new Set(changes.map(({ field }) => field));
  const tunnel = changes.find(({ field }) => field === "ipip");
  const beyond = changes.filter(({ field }) => !FRAME_FIELDS.includes(field));
  if (tunnel !== undefined)
    return tunnel.was === "" ? `wraps it in IP, for ${owners.nameOf(out?.outer?.dst ?? "")}` : "unwraps it";
  const hasPort = (port: "srcport" | "dstport") => changed.has(`tcp.${port}`) || changed.has(`udp.${port}`);
  const rewritten = [
    ...(changed.has("ip.src") ? ["source"] : []),
    ...(changed.has("ip.dst") ? ["destination"] : []),
    ...(hasPort("srcport") && !changed.has("ip.src") ? ["source port"] : []),
    ...(hasPort("dstport") && !changed.has("ip.dst") ? ["destination port"] : []),
    ...(changed.has("tcp.seq") || changed.has("tcp.ack") ? ["sequence numbers"] : []),
    ...(changed.has("payload") ? ["content"] : []),
  ];
  if (rewritten.length > 0) return `rewrites ${rewritten.join(" and ")}`;
  return beyond.length === 0
    ? "rewrites only the frame"
    : `rewrites ${beyond.map(({ field }) => field).join(", ")}`;
}
