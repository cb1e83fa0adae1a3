import type { PacketField } from "../../stacks/lab/schema/expectations/rewrite.ts";
import type { Role } from "../../stacks/lab/schema/role.ts";
import type { CapturePoint } from "../engines/engine.ts";

/** One request's way over a lab. What is `seen` stands in packets; what is `inferred` comes from the plan as well. Times are milliseconds since its first packet. */
export interface Trace {
  readonly lab: string;
  readonly service: string;
  readonly client: string;
  /** `http://10.10.0.100/`; of a DNS query `dns://10.10.0.53/www.shop.test` (RFC 4501). */
  readonly url: string;
  readonly outcome: TraceOutcome;
  /** What the client was told for the service's name; null where it asked for none. */
  readonly lookup: TracedLookup | null;
  readonly connections: readonly TracedConnection[];
  /** In the order in which they set out. */
  readonly walks: readonly TracedWalk[];
  /** Where they were seen, in the order in which they came there. */
  readonly points: readonly CapturePoint[];
}

export interface TracedLookup {
  readonly name: string;
  readonly tookMs: number;
  readonly answer: string;
  /** How many of the connections it took; they are the first. */
  readonly connections: number;
}

export interface TraceOutcome {
  readonly served: boolean;
  /** `200`, or what went wrong. */
  readonly text: string;
  readonly servedBy: readonly string[];
  readonly tookMs: number;
}

export interface TracedConnection {
  /** From 1, in the order in which they were opened. */
  readonly number: number;
  readonly opener: string;
  /** The node that it was seen to end on; null where none took its packets. */
  readonly end: string | null;
  /** Sockets as the opener has them. */
  readonly from: string;
  readonly to: string;
  /** Whether its handshake was over before the trace began. */
  readonly kept: boolean;
}

/** Ports and checksum are named by their header, UDP's as well. */
export type TracedField = PacketField | "udp.srcport" | "udp.dstport" | "udp.checksum";

export const PACKET_KINDS = [
  "SYN",
  "SYN ACK",
  "ACK",
  "request",
  "data",
  "reply",
  "acknowledgement",
  "close",
  "reset",
] as const;
export type PacketKind = (typeof PACKET_KINDS)[number];

/** One packet's way from the node that sent it. */
export interface TracedWalk {
  /** The number of its connection. */
  readonly connection: number;
  readonly kind: PacketKind;
  /** `request`: from the connection's opener. */
  readonly direction: "request" | "reply";
  /** As in `GET /`; empty where there is none. */
  readonly text: string;
  /** Whether the same was sent before: nobody had answered. */
  readonly again: boolean;
  /** `taken`: by the node it came to last. `dropped`: it came there and never went on. `lost`: it went out and came nowhere. */
  readonly end: "taken" | "dropped" | "lost";
  readonly hops: readonly TracedHop[];
}

/** In, the decision with its cause, what changed, out. */
export interface TracedHop {
  readonly node: string;
  readonly tier: string;
  readonly role: Role;
  readonly does: "sends" | "forwards" | "takes" | "drops";
  readonly in: TracedSighting | null;
  readonly out: TracedSighting | null;
  readonly changes: readonly FieldChange[];
  /** A short sentence that the packets alone tell. */
  readonly seen: string;
  /** Why, by the plan; null where the plan does not tell, or tells otherwise. */
  readonly inferred: Reason | null;
}

export interface TracedSighting {
  readonly interface: string;
  readonly segment: string;
  readonly atMs: number;
  /** From 1, in order of time; `--format pcapng` has the same. */
  readonly frame: number;
  /** The frame's number in the capture that it was taken from. */
  readonly captured: number;
  readonly from: string;
  readonly to: string;
  readonly bytes: number;
}

export interface FieldChange {
  readonly field: TracedField;
  readonly was: string;
  readonly is: string;
}

export interface Reason {
  readonly text: string;
  /** The lines of the node's configuration that say so. */
  readonly config: readonly ConfigLine[];
}

export interface ConfigLine {
  /** `/etc/keepalived/keepalived.conf:12`, or what holds it where it is no file. */
  readonly where: string;
  readonly text: string;
}
