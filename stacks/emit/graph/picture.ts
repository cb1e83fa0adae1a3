import type { Role } from "../../lab/schema/role.ts";
import type { Mode } from "../../lab/schema/service.ts";

/** What a drawing of a lab shows, before anything is placed; every format is written from it. */
export interface Picture {
  readonly lab: string;
  /** The sites in the plan's order; none where the lab has none. */
  readonly sites: readonly string[];
  readonly segments: readonly PictureSegment[];
  /** In the plan's order. */
  readonly tiers: readonly PictureTier[];
  readonly services: readonly PictureService[];
  readonly ways: readonly Way[];
  /** How each node is; absent where no running lab was asked. */
  readonly states?: LiveNodes;
}

export interface PictureSegment {
  readonly name: string;
  readonly site: string | null;
  /** Of IPv4, then of IPv6. */
  readonly prefixes: readonly string[];
  readonly delayMs?: number;
}

/** A tier's nodes have the same segments and the same role. */
export interface PictureTier {
  readonly name: string;
  readonly site: string | null;
  readonly role: Role;
  readonly segments: readonly string[];
  readonly nodes: readonly PictureNode[];
  /** What else its nodes do, each in a few words. */
  readonly notes: readonly string[];
}

export interface PictureNode {
  readonly name: string;
  readonly interfaces: readonly {
    readonly name: string;
    readonly segment: string;
    readonly mac: string;
    /** CIDRs without VIPs. */
    readonly addresses: readonly string[];
  }[];
  /** The part of its addresses that tells it from its neighbours, as in `.6`; one where all its segments have the same. */
  readonly shortAddress: string;
  /** VIPs that are led to it: by ARP, as a virtual router's first choice, or by BGP. */
  readonly vips: readonly string[];
  /** VIPs that it holds on lo as a real server. */
  readonly loopback: readonly string[];
  /** By service that it is a real server of. */
  readonly weights: Readonly<Record<string, number>>;
}

export interface PictureService {
  readonly name: string;
  readonly vips: readonly string[];
  readonly port: number;
  readonly protocol: string;
  readonly mode: Mode;
  readonly scheduler: string;
  readonly directors: readonly string[];
  /** How its directors share the VIP. */
  readonly sharedBy: "vrrp" | "bgp" | null;
}

/** One step of a packet over one segment, from tier to tier. */
export interface Hop {
  readonly from: string;
  readonly to: string;
  readonly segment: string;
}

/** The way of a request of one tier of clients, and that of its reply. */
export interface Way {
  /** The service, or the tier that is asked itself. */
  readonly to: string;
  readonly clients: string;
  readonly request: readonly Hop[];
  readonly reply: readonly Hop[];
}

/** How a node of a running lab is. */
export interface LiveNode {
  readonly runs: boolean;
  /** Of a virtual router: whether it has the VIP. */
  readonly master?: boolean;
  /** Services whose directors send it nothing: weight 0, or gone from the pool. */
  readonly outOf?: readonly string[];
  /** Daemons of it that do not run. */
  readonly stopped?: readonly string[];
}

export type LiveNodes = Readonly<Record<string, LiveNode>>;
