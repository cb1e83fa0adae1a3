import type { DropReason } from "../../stacks/lab/schema/expectations/dropped.ts";
import type { Fault, FaultKind } from "../../stacks/lab/schema/fault.ts";
import type { CapturePoint } from "../engines/engine.ts";

/** What was seen while one test's traffic ran. Judges read it; nothing in it is a judgement. */
export interface Observation {
  readonly requests: readonly RequestRecord[];
  readonly faults: readonly FaultRecord[];
  /** Every frame at every capture point, in order of time; empty where no check asked for packets. */
  readonly packets: readonly Packet[];
  /** The capture's file, for a person to open; null where nothing was captured. */
  readonly captureFile: string | null;
  readonly ipvs: readonly IpvsReading[];
  readonly arp: readonly ArpAnswers[];
  readonly serverLog: readonly ServerLogLine[];
  readonly floods: readonly FloodRecord[];
  readonly halfOpen: readonly HalfOpenReading[];
  readonly syns: readonly SynReading[];
  readonly drops: readonly DropReading[];
  readonly flows: readonly HandledFlow[];
  readonly cpu: readonly CpuReading[];
  /** The greatest lateness of a 5 ms timer while traffic ran, milliseconds: how starved the machine was. */
  readonly latenessMs: number;
}

/** One request as its client saw it. Times are milliseconds since the epoch, with fractions. */
export interface RequestRecord {
  /** The value of its X-Request-Id header. */
  readonly id: string;
  readonly client: string;
  readonly service: string;
  /** The name of its sender in the lab; null where it has none. */
  readonly sender?: string | null;
  /** When it was to start: the pace of a probe; otherwise the time it started. */
  readonly dueAt: number;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly localPort: number | null;
  /** Null where no answer came; then `error` tells why. */
  readonly status: number | null;
  readonly error: string | null;
  /** The nodes that served it, the nearest to the client first: `["web2", "app1"]`. */
  readonly servedBy: readonly string[];
  /** Whether its connection had carried a request before; a DNS query has none. */
  readonly reused: boolean;
  readonly bytes: number;
  /** Whether it is a long download, meant to be open while faults strike. */
  readonly download?: boolean;
  /** What the client was told for the service's name; none where it was given an address, or a connection was kept. */
  readonly lookup?: LookupRecord;
  /** What a DNS query was answered; such a request is no HTTP, and has no status. */
  readonly dns?: DnsAnswer;
}

/** The answer to one DNS query. */
export interface DnsAnswer {
  /** As in NOERROR. */
  readonly rcode: string;
  readonly answers: readonly { readonly data: string; readonly ttlS: number }[];
  /** For how many bits of the client subnet it holds; null where it says nothing of it. */
  readonly scope: number | null;
}

/** One look-up of a name. */
export interface LookupRecord {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly tookMs: number;
  /** With how long each may be kept, seconds. */
  readonly addresses: readonly { readonly address: string; readonly ttlS: number }[];
  /** As in ETIMEOUT; null where an answer came. */
  readonly error: string | null;
}

export interface FaultRecord {
  readonly act: FaultKind;
  /** As the lab asks for it. */
  readonly fault: Fault;
  /** Whom it struck; null where it is about the lab. */
  readonly node: string | null;
  /** When it was begun, milliseconds since the epoch. */
  readonly at: number;
  /** When it was carried out. */
  readonly doneAt: number;
}

/** One frame at one capture point. */
export interface Packet {
  readonly point: CapturePoint;
  /** `out`: the node sent it; `in`: it was addressed to the node. */
  readonly direction: "in" | "out";
  /** The frame's number in the capture's file, for `tshark -Y frame.number==N`. */
  readonly number: number;
  /** Milliseconds since the epoch, with fractions. */
  readonly at: number;
  readonly ethSrc: string;
  readonly ethDst: string;
  /** The innermost IP header: that of the packet itself where a tunnel wrapped it. */
  readonly ip: IpHeader | null;
  /** The IP header around it, while it is in a tunnel. */
  readonly outer?: IpHeader;
  readonly tcp: {
    readonly srcPort: number;
    readonly dstPort: number;
    /** Raw sequence numbers, not relative ones. */
    readonly seq: number;
    readonly ack: number;
    readonly flags: string;
    readonly checksum: string;
    readonly checksumGood: boolean;
    readonly payload: string;
  } | null;
  readonly udp?: {
    readonly srcPort: number;
    readonly dstPort: number;
    readonly checksum: string;
    readonly payload: string;
  };
  /** Of a DNS message: its number, which the answer has too, and what it asks or says. */
  readonly dns?: { readonly id: number; readonly kind: "request" | "response"; readonly text: string };
  readonly http: {
    readonly kind: "request" | "response";
    readonly requestId: string | null;
    readonly text: string;
  } | null;
}

export interface IpHeader {
  readonly src: string;
  readonly dst: string;
  /** The time to live; in IPv6 it is called hop limit. */
  readonly ttl: number;
  /** Null in IPv6, which has none. */
  readonly id: number | null;
  /** Null in IPv6, which has none to be wrong. */
  readonly checksum: string | null;
  readonly checksumGood: boolean;
  /** The flow label, in IPv6 alone. */
  readonly flow?: number;
}

/** The counters of one virtual service on one director, over the test's traffic: after less before. */
export interface IpvsReading {
  readonly director: string;
  readonly service: string;
  readonly connections: number;
  readonly inPackets: number;
  readonly outPackets: number;
  readonly inBytes: number;
  readonly outBytes: number;
}

/** Who answered one broadcast ARP question. */
export interface ArpAnswers {
  readonly service: string;
  readonly askedBy: string;
  readonly vip: string;
  /** The MACs that answered, each with its node where the plan knows it. */
  readonly answers: readonly { readonly mac: string; readonly node: string | null }[];
}

/** One request in the access log of an nginx or tomcat node. */
export interface ServerLogLine {
  readonly node: string;
  readonly requestId: string;
  readonly peer: string;
  readonly port: number;
  readonly forwardedFor: string | null;
  readonly status: number;
  readonly upstream: string | null;
  /** The server's number of the connection, and of the request on it. */
  readonly connection: number;
  readonly connectionRequest: number;
}

/** What a flood sent. */
export interface FloodRecord {
  readonly client: string;
  readonly service: string;
  readonly packets: number;
  /** When its packets began to come a second time, milliseconds since the epoch; null where they came once. */
  readonly againAt: number | null;
}

/** The connections of one server that stayed half-open while the traffic ran. */
export interface HalfOpenReading {
  readonly node: string;
  /** The most at a time. */
  readonly most: number;
  /** How often it was looked at. */
  readonly looks: number;
}

/** The SYNs to a service that came to one node over the test's traffic. */
export interface SynReading {
  readonly node: string;
  /** When each came, milliseconds since the epoch, ascending. */
  readonly at: readonly number[];
}

/** What one counter of a guard dropped over the test's traffic, in packets: after less before. */
export interface DropReading {
  readonly node: string;
  readonly by: DropReason;
  readonly packets: number;
}

/** One flow in a director's connection table: which server the director handed it to. */
export interface HandledFlow {
  readonly director: string;
  readonly service: string;
  /** `198.19.0.1:1024`. */
  readonly client: string;
  readonly server: string;
  /** When it was first seen there, or seen again after it had gone, milliseconds since the epoch. */
  readonly at: number;
}

/** The processor time of one node over the test's traffic. */
export interface CpuReading {
  readonly node: string;
  /** Milliseconds, of its guest kernel and of all that runs on that; null where it has none of its own. */
  readonly ms: number | null;
}

/** What a check asks to be observed while its test's traffic runs. */
export type Need =
  | { readonly kind: "packets" }
  | { readonly kind: "ipvs"; readonly director: string; readonly service: string }
  | { readonly kind: "arp"; readonly service: string; readonly askedBy: string }
  | { readonly kind: "server-log"; readonly nodes: readonly string[] }
  | { readonly kind: "half-open"; readonly nodes: readonly string[] }
  | { readonly kind: "syns"; readonly service: string }
  | { readonly kind: "drops"; readonly node: string }
  | { readonly kind: "cpu"; readonly node: string }
  | { readonly kind: "flows"; readonly service: string };
