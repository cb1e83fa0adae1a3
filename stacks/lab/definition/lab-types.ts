// Written from the schema; TIERLAB_GOLDEN=write npx ava test/library/lab-types.test.ts writes it anew.
import type { DefinedNames, LabNames, Outside, Within } from "./lab-names.ts";
import type { OneOrMore, Patched } from "./patched.ts";

/** A tierlab lab: one multi-tier traffic architecture and the claims it proves. */
export interface Lab<D extends DefinedNames, R extends DefinedNames> {
  /** The lab's name. */
  readonly lab: string;
  /** What the lab teaches, for a student to read. */
  readonly about: string;
  /** The sites, each with its own copy of `site`. */
  readonly sites?: { readonly [Name in D["site"]]: Site<D, R> };
  /** What each site has a copy of. A name in it means the site's own first, else one outside. */
  readonly site?: SharedParts<D, R>;
  /** The L2 broadcast domains. */
  readonly segments: { readonly [Name in D["segment"]]: Segment };
  /** The tiers: a number of like nodes with one role. */
  readonly tiers: { readonly [Name in D["tier"]]: AnyTier<Outside<R>> };
  /** The virtual services. */
  readonly services?: { readonly [Name in D["service"]]: Service<Outside<R>> };
  /** The names of the DNS that clients look up. */
  readonly names?: { readonly [Name in D["domain"]]: DomainName<Outside<R>> };
  /** The claims, each with its proof and its breaks. */
  readonly tests?: readonly Test<Outside<R>>[];
  /** Rules that this lab breaks on purpose. */
  readonly allow?: readonly ("dr-same-segment" | "dr-port" | "vip-in-segment")[];
}

/** One site: its own copy of what stands under `site`, with these settings merged over it. */
export interface Site<D extends DefinedNames, R extends DefinedNames> {
  /** The IPv4 prefix that its segments are carved out of. */
  readonly prefix: string;
  /** The prefixes of the clients that are nearest to it. */
  readonly serves?: OneOrMore<string>;
  /** Its own segments, or settings of the shared ones. */
  readonly segments?: { readonly [Name in D["ownSegment"]]?: Patched<SiteSegment> | null };
  /** Its own tiers, or settings of the shared ones. */
  readonly tiers?: { readonly [Name in D["ownTier"]]?: Patched<AnyTier<Within<R>>> | null };
  /** Its own services, or settings of the shared ones; null takes one away. */
  readonly services?: { readonly [Name in D["ownService"]]?: Patched<SharedService<Within<R>>> | null };
}

/** What each site has a copy of. A name in it means the site's own first, else one outside. */
export interface SharedParts<D extends DefinedNames, R extends DefinedNames> {
  /** Its segments, carved out of the site's prefix in their order where they only say a size. */
  readonly segments?: { readonly [Name in D["ownSegment"]]?: SiteSegment };
  /** Its tiers: `web` becomes `web.east` in site east. */
  readonly tiers?: { readonly [Name in D["ownTier"]]?: AnyTier<Within<R>> };
  /** Its virtual services; what differs, as a VIP outside every segment, each site has of its own. */
  readonly services?: { readonly [Name in D["ownService"]]?: SharedService<Within<R>> };
}

/** One L2 broadcast domain of a site, whose IPv4 prefix is a part of the site's where only its size is told. */
export type SiteSegment = (string & {}) | readonly [string, string] | {
  /** The IPv4 prefix its hosts are numbered from, or its size, as in /24. */
  readonly prefix: string;
  /** The IPv6 prefix its hosts are numbered from as well. */
  readonly prefix6?: string;
  /** What its routers hold each packet up by that they send into it: a round trip over it takes that much longer. */
  readonly delay?: string;
  /** How many of the packets are lost, at random, that its routers send into it. */
  readonly loss?: string;
  /** How fast each of its routers sends into it at most. */
  readonly rate?: string;
};

/** Where traffic comes from. */
export interface ClientTier<N extends LabNames> {
  /** What its nodes do. */
  readonly role: "client";
  /** The segments its nodes have an interface on, in the order eth0, eth1, … */
  readonly on: OneOrMore<N["segment"]>;
  /** How many such nodes. @default 1 */
  readonly count?: number;
  /** The node that carries what has no nearer route. Default: the nearest router on the shortest way. */
  readonly gateway?: N["node"];
  /** What its kernel has although its role does not ask for it. Tiers of equal needs run on one kind of kernel, so that what they cost can be compared. */
  readonly "kernel-has"?: "ipvs";
  /** Kernel settings over those of the role. */
  readonly sysctls?: Readonly<Record<string, number | (string & {})>>;
  /** Static routes beside those that are computed. */
  readonly routes?: readonly {
    /** Where to. */
    readonly to: string;
    /** The next hop: a node, or an address on one of the tier's segments. */
    readonly via: N["hop"];
  }[];
  /** The resolver that looks names up for it. Default: it asks for no names. */
  readonly resolver?: N["node"];
  /** The prefix whose addresses its floods pretend to come from, within 198.18.0.0/15; answers to it are routed to the tier's first node, which drops them. */
  readonly spoofs?: string;
}

/** A caching resolver that clients ask: PowerDNS Recursor. */
export interface ResolverTier<N extends LabNames> {
  /** What its nodes do. */
  readonly role: "resolver";
  /** The segments its nodes have an interface on, in the order eth0, eth1, … */
  readonly on: OneOrMore<N["segment"]>;
  /** How many such nodes. @default 1 */
  readonly count?: number;
  /** The node that carries what has no nearer route. Default: the nearest router on the shortest way. */
  readonly gateway?: N["node"];
  /** What its kernel has although its role does not ask for it. Tiers of equal needs run on one kind of kernel, so that what they cost can be compared. */
  readonly "kernel-has"?: "ipvs";
  /** Kernel settings over those of the role. */
  readonly sysctls?: Readonly<Record<string, number | (string & {})>>;
  /** Static routes beside those that are computed. */
  readonly routes?: readonly {
    /** Where to. */
    readonly to: string;
    /** The next hop: a node, or an address on one of the tier's segments. */
    readonly via: N["hop"];
  }[];
  /** Whether it tells name servers the first 24 bits of its client's address (RFC 7871). Without, they see its own address alone. @default true */
  readonly "client-subnet"?: boolean;
}

/** An authoritative name server of the lab's `names`: PowerDNS, which answers by the client's subnet. */
export interface DnsTier<N extends LabNames> {
  /** What its nodes do. */
  readonly role: "dns";
  /** The segments its nodes have an interface on, in the order eth0, eth1, … */
  readonly on: OneOrMore<N["segment"]>;
  /** How many such nodes. @default 1 */
  readonly count?: number;
  /** The node that carries what has no nearer route. Default: the nearest router on the shortest way. */
  readonly gateway?: N["node"];
  /** What its kernel has although its role does not ask for it. Tiers of equal needs run on one kind of kernel, so that what they cost can be compared. */
  readonly "kernel-has"?: "ipvs";
  /** Kernel settings over those of the role. */
  readonly sysctls?: Readonly<Record<string, number | (string & {})>>;
  /** Static routes beside those that are computed. */
  readonly routes?: readonly {
    /** Where to. */
    readonly to: string;
    /** The next hop: a node, or an address on one of the tier's segments. */
    readonly via: N["hop"];
  }[];
}

/** An edge cache of a content delivery network: Varnish. */
export interface CdnTier<N extends LabNames> {
  /** What its nodes do. */
  readonly role: "cdn";
  /** The segments its nodes have an interface on, in the order eth0, eth1, … */
  readonly on: OneOrMore<N["segment"]>;
  /** How many such nodes. @default 1 */
  readonly count?: number;
  /** The node that carries what has no nearer route. Default: the nearest router on the shortest way. */
  readonly gateway?: N["node"];
  /** What its kernel has although its role does not ask for it. Tiers of equal needs run on one kind of kernel, so that what they cost can be compared. */
  readonly "kernel-has"?: "ipvs";
  /** Kernel settings over those of the role. */
  readonly sysctls?: Readonly<Record<string, number | (string & {})>>;
  /** Static routes beside those that are computed. */
  readonly routes?: readonly {
    /** Where to. */
    readonly to: string;
    /** The next hop: a node, or an address on one of the tier's segments. */
    readonly via: N["hop"];
  }[];
  /** The service that it fetches pages from. */
  readonly origin: N["service"];
  /** Whether it keeps pages. Without, each request is passed on. @default true */
  readonly cache?: boolean;
  /** How long a page is served without asking the origin again. @default "60s" */
  readonly ttl?: string;
  /** How long after that it is still served while, or although, the origin does not answer. @default "60s" */
  readonly grace?: string;
}

/** A packet filter on the way to the services: nftables with SYNPROXY, limits a source, a block list. */
export interface GuardTier<N extends LabNames> {
  /** What its nodes do. */
  readonly role: "guard";
  /** The segments its nodes have an interface on, in the order eth0, eth1, … */
  readonly on: OneOrMore<N["segment"]>;
  /** How many such nodes. @default 1 */
  readonly count?: number;
  /** The node that carries what has no nearer route. Default: the nearest router on the shortest way. */
  readonly gateway?: N["node"];
  /** What its kernel has although its role does not ask for it. Tiers of equal needs run on one kind of kernel, so that what they cost can be compared. */
  readonly "kernel-has"?: "ipvs";
  /** Kernel settings over those of the role. */
  readonly sysctls?: Readonly<Record<string, number | (string & {})>>;
  /** Static routes beside those that are computed. */
  readonly routes?: readonly {
    /** Where to. */
    readonly to: string;
    /** The next hop: a node, or an address on one of the tier's segments. */
    readonly via: N["hop"];
  }[];
  /** The services that it stands in front of. */
  readonly protect: OneOrMore<N["service"]>;
  /** Whether it completes the TCP handshake with a client before the servers hear of the client. @default true */
  readonly "syn-proxy"?: boolean;
  /** How fast one source may open connections. Default: no limit. */
  readonly limit?: {
    /** New connections that one source may open, as in 50/s. */
    readonly new: string;
    /** How many more it may open at once after a pause. @default 5 */
    readonly burst?: number;
  } | null;
  /** How many connections one source may have open at a time. Default: no limit. @default null */
  readonly "open-connections"?: number | null;
  /** Sources whose packets are all dropped before anything else is done for them. */
  readonly block?: readonly string[];
}

/** Forwards between its segments. */
export interface RouterTier<N extends LabNames> {
  /** What its nodes do. */
  readonly role: "router";
  /** The segments its nodes have an interface on, in the order eth0, eth1, … */
  readonly on: OneOrMore<N["segment"]>;
  /** How many such nodes. @default 1 */
  readonly count?: number;
  /** The node that carries what has no nearer route. Default: the nearest router on the shortest way. */
  readonly gateway?: N["node"];
  /** What its kernel has although its role does not ask for it. Tiers of equal needs run on one kind of kernel, so that what they cost can be compared. */
  readonly "kernel-has"?: "ipvs";
  /** Kernel settings over those of the role. */
  readonly sysctls?: Readonly<Record<string, number | (string & {})>>;
  /** Static routes beside those that are computed. */
  readonly routes?: readonly {
    /** Where to. */
    readonly to: string;
    /** The next hop: a node, or an address on one of the tier's segments. */
    readonly via: N["hop"];
  }[];
  /** Who installs its routes: FRR's staticd, or the boot script straight into the kernel. @default "frr" */
  readonly routing?: "frr" | "kernel";
  /** How it speaks BGP. Default: not at all. */
  readonly bgp?: {
    /** What chooses among equal ways: l3 the two addresses alone, l4 the ports too, so that each connection has a way of its own. @default "l4" */
    readonly ecmp?: "l3" | "l4";
    /** How it watches its neighbours. Default: by BGP's hold timer of 9s. */
    readonly bfd?: {
      /** How often both sides say that they live. @default "100ms" */
      readonly interval?: string;
      /** After how many silent intervals the other side is dead. @default 3 */
      readonly multiplier?: number;
    } | null;
  } | null;
}

/** An LVS director: keepalived drives IPVS. */
export interface DirectorTier<N extends LabNames> {
  /** What its nodes do. */
  readonly role: "director";
  /** The segments its nodes have an interface on, in the order eth0, eth1, … */
  readonly on: OneOrMore<N["segment"]>;
  /** How many such nodes. @default 1 */
  readonly count?: number;
  /** The node that carries what has no nearer route. Default: the nearest router on the shortest way. */
  readonly gateway?: N["node"];
  /** What its kernel has although its role does not ask for it. Tiers of equal needs run on one kind of kernel, so that what they cost can be compared. */
  readonly "kernel-has"?: "ipvs";
  /** Kernel settings over those of the role. */
  readonly sysctls?: Readonly<Record<string, number | (string & {})>>;
  /** Static routes beside those that are computed. */
  readonly routes?: readonly {
    /** Where to. */
    readonly to: string;
    /** The next hop: a node, or an address on one of the tier's segments. */
    readonly via: N["hop"];
  }[];
  /** How its nodes share the VIPs. Default: the first has them. */
  readonly vrrp?: {
    /** The protocol's version: 3 tells intervals in hundredths of a second, 2 in whole seconds. @default 3 */
    readonly version?: 2 | 3;
    /** How often the master tells that it lives; three silent intervals and a skew make a new master. @default "1s" */
    readonly advert?: string;
    /** Whether a director of higher priority takes the VIPs from a master of lower priority. @default true */
    readonly preempt?: boolean;
    /** Whether the master tells the others of its connections, so that these outlive it. @default true */
    readonly sync?: boolean;
  } | null;
  /** How it announces VIPs, of which every node of the tier then has its own. */
  readonly bgp?: {
    /** The tier of routers that it tells of its VIPs. */
    readonly peers: N["tier"];
    /** The services whose VIPs it announces. */
    readonly announce: OneOrMore<N["service"]>;
    /** served: only while a real server of the service is alive. always: from its boot on, whatever happens. @default "served" */
    readonly while?: "served" | "always";
  } | null;
}

/** An Nginx web server or reverse proxy. */
export interface NginxTier<N extends LabNames> {
  /** What its nodes do. */
  readonly role: "nginx";
  /** The segments its nodes have an interface on, in the order eth0, eth1, … */
  readonly on: OneOrMore<N["segment"]>;
  /** How many such nodes. @default 1 */
  readonly count?: number;
  /** The node that carries what has no nearer route. Default: the nearest router on the shortest way. */
  readonly gateway?: N["node"];
  /** What its kernel has although its role does not ask for it. Tiers of equal needs run on one kind of kernel, so that what they cost can be compared. */
  readonly "kernel-has"?: "ipvs";
  /** Kernel settings over those of the role. */
  readonly sysctls?: Readonly<Record<string, number | (string & {})>>;
  /** Static routes beside those that are computed. */
  readonly routes?: readonly {
    /** Where to. */
    readonly to: string;
    /** The next hop: a node, or an address on one of the tier's segments. */
    readonly via: N["hop"];
  }[];
  /** Whether a real server holds the VIP on lo. Default: yes where a service reaches it by mode dr or tun. */
  readonly "vip-on-lo"?: boolean;
  /** The largest TCP segment, in bytes, that it asks others to send it over routers. Default: 1440 where a service reaches it by mode tun, so that 20 bytes are left for the outer header; else what fits. */
  readonly mss?: number;
  /** The tier it passes requests on to. Without one it answers by itself. */
  readonly upstream?: N["tier"];
  /** How many idle connections to the upstream it keeps open. Default: a connection a request. @default 0 */
  readonly keepalive?: number;
  /** When another server of the upstream is asked. never: a request waits for its server. */
  readonly failover?: {
    /** How long a connection to a server may take. @default "2s" */
    readonly connect?: string;
    /** How long a server may send nothing: before its answer begins, and in the midst of it. @default "60s" */
    readonly answer?: string;
    /** How often a server fails within `away` before it is left alone for so long. @default 1 */
    readonly failures?: number;
    /** How long it is left alone. @default "10s" */
    readonly away?: string;
  } | "never";
  /** Requests that go elsewhere than to the upstream: by path, host, header or cookie; the first that fits counts. @default null */
  readonly rules?: readonly ({
    /** This path, and all below it. */
    readonly path: string;
    /** The tier that such requests are passed on to. */
    readonly to: N["tier"];
  } | {
    /** The host that is asked for. */
    readonly host: string;
    /** The tier that such requests are passed on to. */
    readonly to: N["tier"];
  } | {
    /** A header of the request, with its value. */
    readonly header: Readonly<Record<string, string>>;
    /** The tier that such requests are passed on to. */
    readonly to: N["tier"];
  } | {
    /** A cookie of the request, with its value. */
    readonly cookie: Readonly<Record<string, string>>;
    /** The tier that such requests are passed on to. */
    readonly to: N["tier"];
  })[] | null;
  /** cookie: each answer sets a cookie that names the server, and requests with it go there. Default: each goes to the next server. @default null */
  readonly sticky?: "cookie" | null;
}

/** A Tomcat whose page says which node served and what it saw. */
export interface TomcatTier<N extends LabNames> {
  /** What its nodes do. */
  readonly role: "tomcat";
  /** The segments its nodes have an interface on, in the order eth0, eth1, … */
  readonly on: OneOrMore<N["segment"]>;
  /** How many such nodes. @default 1 */
  readonly count?: number;
  /** The node that carries what has no nearer route. Default: the nearest router on the shortest way. */
  readonly gateway?: N["node"];
  /** What its kernel has although its role does not ask for it. Tiers of equal needs run on one kind of kernel, so that what they cost can be compared. */
  readonly "kernel-has"?: "ipvs";
  /** Kernel settings over those of the role. */
  readonly sysctls?: Readonly<Record<string, number | (string & {})>>;
  /** Static routes beside those that are computed. */
  readonly routes?: readonly {
    /** Where to. */
    readonly to: string;
    /** The next hop: a node, or an address on one of the tier's segments. */
    readonly via: N["hop"];
  }[];
  /** Whether a real server holds the VIP on lo. Default: yes where a service reaches it by mode dr or tun. */
  readonly "vip-on-lo"?: boolean;
  /** The largest TCP segment, in bytes, that it asks others to send it over routers. Default: 1440 where a service reaches it by mode tun, so that 20 bytes are left for the outer header; else what fits. */
  readonly mss?: number;
}

/** A number of like nodes with one role. */
export type AnyTier<N extends LabNames> = ClientTier<N> | ResolverTier<N> | DnsTier<N> | CdnTier<N> | GuardTier<N> | RouterTier<N> | DirectorTier<N> | NginxTier<N> | TomcatTier<N>;

export interface SharedService<N extends LabNames> {
  /** The virtual address that clients connect to; `edge.100` is host number 100 of segment edge. */
  readonly vip?: string;
  /** The virtual IPv6 address that clients may connect to as well, on the same port. */
  readonly vip6?: string;
  /** The port that clients connect to. @default 80 */
  readonly port?: number;
  /** What its packets are. @default "tcp" */
  readonly protocol?: "tcp" | "udp";
  /** The tier of directors that owns the VIP. */
  readonly director?: N["tier"];
  /** dr: only the frame's MAC addresses change. tun: the packet goes on inside another one (IPIP), over routers too. nat: the destination address and port change, and the reply comes back through the director. fullnat: the source changes as well, to the director's own address, so the server needs no route back through it. proxy: no IPVS; HAProxy ends the client's connection and has its own to the servers. */
  readonly mode?: "dr" | "tun" | "nat" | "fullnat" | "proxy";
  /** How IPVS chooses a real server for a new connection. twos only where the host's own kernel has it. @default "wrr" */
  readonly scheduler?: "rr" | "wrr" | "lc" | "wlc" | "fo" | "ovf" | "lblc" | "lblcr" | "dh" | "sh" | "mh" | "sed" | "nq" | "twos";
  /** By scheduler sh or mh: port, the client's port counts too; fallback, what falls to a server that is gone or has weight 0 goes to another one. Default: both for mh, none for sh. @default null */
  readonly flags?: readonly ("port" | "fallback")[] | null;
  /** Keeps all connections of a client with one real server. Default: each is scheduled anew. */
  readonly persistence?: (string & {}) | {
    /** How long after its last new connection a client keeps to its real server. */
    readonly for: string;
    /** Whose IPv4 clients count as one: those of a prefix so long. @default "/32" */
    readonly by?: string;
  } | null;
  /** By protocol udp: each packet is scheduled for itself. Default: all packets between two sockets are one connection. @default false */
  readonly "one-packet"?: boolean;
  /** The tiers of real servers, with weights and ports. */
  readonly servers?: N["tier"] | readonly N["tier"][] | { readonly [Name in N["tier"]]?: {
    /** One weight a node, in order. Default: 1 each. */
    readonly weights?: readonly number[];
    /** The port of the real server. Default: the service's. */
    readonly port?: number;
  } };
  /** By mode proxy: whether the requests of all clients share open connections to the servers. @default true */
  readonly reuse?: boolean;
  /** How keepalived finds out whether a real server is alive. */
  readonly check?: {
    /** The path asked for; 200 is healthy. */
    readonly http: string;
    /** Time between two checks of one real server. @default "1s" */
    readonly every?: string;
    /** How long one check may take. @default "1s" */
    readonly timeout?: string;
    /** Failed checks in a row that take a real server out. @default 1 */
    readonly failures?: number;
  } | {
    /** A connection that opens is healthy. */
    readonly tcp: true;
    /** Time between two checks of one real server. @default "1s" */
    readonly every?: string;
    /** How long one check may take. @default "1s" */
    readonly timeout?: string;
    /** Failed checks in a row that take a real server out. @default 1 */
    readonly failures?: number;
  } | {
    /** The name whose address is asked for by UDP; any answer without an error is healthy. */
    readonly dns: string;
    /** Time between two checks of one real server. @default "1s" */
    readonly every?: string;
    /** How long one check may take. @default "1s" */
    readonly timeout?: string;
    /** Failed checks in a row that take a real server out. @default 1 */
    readonly failures?: number;
  } | null;
  /** The web server that answers while no real server is alive; of a tier its first node. */
  readonly sorry?: N["node"];
}

/** One L2 broadcast domain with an IPv4 prefix, and an IPv6 one where its hosts are dual-stack. */
export type Segment = (string & {}) | readonly [string, string] | {
  /** The IPv4 prefix its hosts are numbered from. */
  readonly prefix: string;
  /** The IPv6 prefix its hosts are numbered from as well. */
  readonly prefix6?: string;
  /** What its routers hold each packet up by that they send into it: a round trip over it takes that much longer. */
  readonly delay?: string;
  /** How many of the packets are lost, at random, that its routers send into it. */
  readonly loss?: string;
  /** How fast each of its routers sends into it at most. */
  readonly rate?: string;
};

export interface Service<N extends LabNames> {
  /** The virtual address that clients connect to; `edge.100` is host number 100 of segment edge. */
  readonly vip: string;
  /** The virtual IPv6 address that clients may connect to as well, on the same port. */
  readonly vip6?: string;
  /** The port that clients connect to. @default 80 */
  readonly port?: number;
  /** What its packets are. @default "tcp" */
  readonly protocol?: "tcp" | "udp";
  /** The tier of directors that owns the VIP. */
  readonly director: N["tier"];
  /** dr: only the frame's MAC addresses change. tun: the packet goes on inside another one (IPIP), over routers too. nat: the destination address and port change, and the reply comes back through the director. fullnat: the source changes as well, to the director's own address, so the server needs no route back through it. proxy: no IPVS; HAProxy ends the client's connection and has its own to the servers. */
  readonly mode: "dr" | "tun" | "nat" | "fullnat" | "proxy";
  /** How IPVS chooses a real server for a new connection. twos only where the host's own kernel has it. @default "wrr" */
  readonly scheduler?: "rr" | "wrr" | "lc" | "wlc" | "fo" | "ovf" | "lblc" | "lblcr" | "dh" | "sh" | "mh" | "sed" | "nq" | "twos";
  /** By scheduler sh or mh: port, the client's port counts too; fallback, what falls to a server that is gone or has weight 0 goes to another one. Default: both for mh, none for sh. @default null */
  readonly flags?: readonly ("port" | "fallback")[] | null;
  /** Keeps all connections of a client with one real server. Default: each is scheduled anew. */
  readonly persistence?: (string & {}) | {
    /** How long after its last new connection a client keeps to its real server. */
    readonly for: string;
    /** Whose IPv4 clients count as one: those of a prefix so long. @default "/32" */
    readonly by?: string;
  } | null;
  /** By protocol udp: each packet is scheduled for itself. Default: all packets between two sockets are one connection. @default false */
  readonly "one-packet"?: boolean;
  /** The tiers of real servers, with weights and ports. */
  readonly servers: N["tier"] | readonly N["tier"][] | { readonly [Name in N["tier"]]?: {
    /** One weight a node, in order. Default: 1 each. */
    readonly weights?: readonly number[];
    /** The port of the real server. Default: the service's. */
    readonly port?: number;
  } };
  /** By mode proxy: whether the requests of all clients share open connections to the servers. @default true */
  readonly reuse?: boolean;
  /** How keepalived finds out whether a real server is alive. */
  readonly check?: {
    /** The path asked for; 200 is healthy. */
    readonly http: string;
    /** Time between two checks of one real server. @default "1s" */
    readonly every?: string;
    /** How long one check may take. @default "1s" */
    readonly timeout?: string;
    /** Failed checks in a row that take a real server out. @default 1 */
    readonly failures?: number;
  } | {
    /** A connection that opens is healthy. */
    readonly tcp: true;
    /** Time between two checks of one real server. @default "1s" */
    readonly every?: string;
    /** How long one check may take. @default "1s" */
    readonly timeout?: string;
    /** Failed checks in a row that take a real server out. @default 1 */
    readonly failures?: number;
  } | {
    /** The name whose address is asked for by UDP; any answer without an error is healthy. */
    readonly dns: string;
    /** Time between two checks of one real server. @default "1s" */
    readonly every?: string;
    /** How long one check may take. @default "1s" */
    readonly timeout?: string;
    /** Failed checks in a row that take a real server out. @default 1 */
    readonly failures?: number;
  } | null;
  /** The web server that answers while no real server is alive; of a tier its first node. */
  readonly sorry?: N["node"];
}

/** A name of the DNS, answered by the client's place and by which sites are alive. */
export interface DomainName<N extends LabNames> {
  /** The tier of name servers that answers for it. */
  readonly dns: N["tier"];
  /** The services whose VIPs are answered, or tiers of edge caches, of which the first node's address is, each to the clients that are nearest to it; others get it while those that are nearer to them are dead. */
  readonly answers: { readonly [Name in N["answer"]]?: "nearest" | (string & {}) | readonly string[] };
  /** How long an answer may be kept. @default "30s" */
  readonly ttl?: string;
  /** Which answers are alive. Default: all of them, always. */
  readonly check?: {
    /** The path asked for at each answer's address; 200 is healthy. */
    readonly http: string;
    /** Time between two checks of one address. @default "1s" */
    readonly every?: string;
    /** How long one check may take. @default "1s" */
    readonly timeout?: string;
    /** Failed checks in a row that take an address out. @default 1 */
    readonly failures?: number;
  } | null;
}

/** One claim, how it is proven, and what disproves it. */
export interface Test<N extends LabNames> {
  /** The claim's id. */
  readonly id: string;
  /** The sentence that this test proves. */
  readonly claim: string;
  /** The traffic: one sender, or several at the same time. */
  readonly send?: OneOrMore<AnySender<N>>;
  /** Faults that strike while the traffic flows. */
  readonly timeline?: readonly AnyFault<N>[];
  /** The checks that must hold. */
  readonly expect: Expect<N>;
  /** What must make a check fail, each tried on its own. */
  readonly breaks?: readonly Break<N>[];
  /** Why no break can be given. */
  readonly "no-break"?: string;
}

/** A bounded number of HTTP requests. */
export interface HttpSender<N extends LabNames> {
  /** What a check calls this sender's requests by, in `of`; without `of` a check looks at all of them. */
  readonly name?: string;
  /** The service that is asked, a tier of web servers: its first node, or the name that clients look up. */
  readonly http: N["asked"];
  /** Which of the service's two addresses is asked: its `vip`, or by ipv6 its `vip6`. @default "ipv4" */
  readonly over?: "ipv4" | "ipv6";
  /** The edge cache that is asked in the service's stead, as the DNS of a CDN would tell its clients. */
  readonly via?: N["node"];
  /** The clients that ask. */
  readonly from: OneOrMore<N["node"]>;
  /** How many requests in all. */
  readonly requests: number;
  /** How many at the same time, a client. @default 1 */
  readonly concurrency?: number;
  /** A connection a request, or connections that are kept. @default "new" */
  readonly connections?: "new" | "kept";
  /** The host that is asked for. Default: the service's name. */
  readonly host?: string;
  /** Further headers of each request, as in { X-Beta: "1" }. */
  readonly headers?: Readonly<Record<string, string>>;
  /** keep: each client sends the cookies along that it was given, as a browser does. @default "drop" */
  readonly cookies?: "keep" | "drop";
  /** What is asked for. @default "/" */
  readonly path?: string;
  /** The size of the page asked for. */
  readonly size?: string;
  /** The size of what is sent along, by POST. Default: nothing, by GET. */
  readonly body?: string;
  /** How long the application waits before it answers. */
  readonly delay?: string;
  /** When an unanswered request has failed. @default "2s" */
  readonly timeout?: string;
}

/** HTTP requests at a steady pace, each on a connection of its own. */
export interface ProbeSender<N extends LabNames> {
  /** What a check calls this sender's requests by, in `of`; without `of` a check looks at all of them. */
  readonly name?: string;
  /** The service that is asked, a tier of web servers: its first node, or the name that clients look up. */
  readonly probe: N["asked"];
  /** Which of the service's two addresses is asked: its `vip`, or by ipv6 its `vip6`. @default "ipv4" */
  readonly over?: "ipv4" | "ipv6";
  /** The edge cache that is asked in the service's stead, as the DNS of a CDN would tell its clients. */
  readonly via?: N["node"];
  /** The clients that ask. */
  readonly from: OneOrMore<N["node"]>;
  /** The schedule, kept whatever an answer takes. @default "10ms" */
  readonly every?: string;
  /** How long. */
  readonly for: string;
  /** What is asked for. @default "/" */
  readonly path?: string;
  /** When an unanswered probe has failed. @default "1s" */
  readonly timeout?: string;
}

/** Long downloads, each on one connection from the first moment of the traffic to the last. */
export interface DownloadSender<N extends LabNames> {
  /** What a check calls this sender's requests by, in `of`; without `of` a check looks at all of them. */
  readonly name?: string;
  /** The service, or the tier of web servers, that is asked. */
  readonly download: N["asked"];
  /** Which of the service's two addresses is asked: its `vip`, or by ipv6 its `vip6`. @default "ipv4" */
  readonly over?: "ipv4" | "ipv6";
  /** The clients that ask. */
  readonly from: OneOrMore<N["node"]>;
  /** The size of the page. */
  readonly size: string;
  /** How fast the web server sends it, at most. */
  readonly rate: string;
  /** How many downloads at a time, a client, each on a connection of its own. @default 1 */
  readonly connections?: number;
}

/** A SYN flood from addresses that nobody has, bounded in packets and in time. It makes no requests. */
export interface FloodSender<N extends LabNames> {
  /** What it consists of: TCP SYNs that nobody follows up. */
  readonly flood: "syn";
  /** The service that is flooded. */
  readonly to: N["service"];
  /** The clients that send it; their tier says by `spoofs` from which prefix the source addresses are drawn. */
  readonly from: OneOrMore<N["node"]>;
  /** How many packets in all. */
  readonly packets: number;
  /** Over which time they are spread, evenly; at most 30s. */
  readonly for: string;
}

/** The first packets of many TCP connections, and later the very same ones again: who handles them now? Nobody follows them up. */
export interface FlowsSender<N extends LabNames> {
  /** The service that they go to. */
  readonly flows: N["service"];
  /** The clients that send them; their tier says by `spoofs` from which prefix the source addresses are taken. */
  readonly from: OneOrMore<N["node"]>;
  /** How many flows in all, each with an address and port of its own. */
  readonly count: number;
  /** Over which time they are spread, evenly; at most 30s. @default "500ms" */
  readonly for?: string;
  /** When the very same flows are sent a second time, counted from the first; at most 60s. */
  readonly again: string;
}

/** A bounded number of DNS queries by UDP. */
export interface DnsSender<N extends LabNames> {
  /** What a check calls this sender's requests by, in `of`; without `of` a check looks at all of them. */
  readonly name?: string;
  /** The name that is asked for. */
  readonly dns: string;
  /** What of it is asked for. @default "A" */
  readonly type?: "A" | "AAAA" | "TXT" | "NS" | "SOA";
  /** Who is asked: a service of UDP, or a tier of name servers or resolvers: its first node. Default: the client's resolver. */
  readonly to?: N["asked"];
  /** The clients that ask. */
  readonly from: OneOrMore<N["node"]>;
  /** How many queries in all, each of one packet that is never sent again. */
  readonly queries: number;
  /** How many at the same time, a client. @default 1 */
  readonly concurrency?: number;
  /** The schedule of each client, kept whatever an answer takes. Default: one after the other. */
  readonly every?: string;
  /** A socket a query, and so a port, or one for all of a client's queries. @default "new" */
  readonly sockets?: "new" | "one";
  /** The client subnet that each query tells (RFC 7871), as a resolver would. Default: none. */
  readonly "client-subnet"?: string;
  /** When an unanswered query has failed. @default "1s" */
  readonly timeout?: string;
}

export type AnySender<N extends LabNames> = HttpSender<N> | ProbeSender<N> | DownloadSender<N> | FloodSender<N> | FlowsSender<N> | DnsSender<N>;

/** At once, as by a loss of power or a crash. */
export interface KillFault<N extends LabNames> {
  /** When, counted from the first request. */
  readonly at: string;
  /** The node loses its power: everything in it dies at once. */
  readonly kill: N["node"];
  /** Only this daemon of it, by SIGKILL; it stays down. */
  readonly daemon?: string;
}

/** In order: who is told to end may say goodbye. */
export interface StopFault<N extends LabNames> {
  /** When, counted from the first request. */
  readonly at: string;
  /** An orderly stop: its daemons end first, then the node. */
  readonly stop: N["node"];
  /** Only this daemon of it ends, in its own time. */
  readonly daemon?: string;
}

/** Back again. */
export interface StartFault<N extends LabNames> {
  /** When, counted from the first request. */
  readonly at: string;
  /** The node is powered on again. */
  readonly start: N["node"];
  /** Only this daemon of it. */
  readonly daemon?: string;
}

/** A node loses a link, and lives. */
export interface CutFault<N extends LabNames> {
  /** When, counted from the first request. */
  readonly at: string;
  /** The cable that is cut: the node's on a segment, or all of them. */
  readonly cut: N["link"];
}

/** A link is whole again. */
export interface RestoreFault<N extends LabNames> {
  /** When, counted from the first request. */
  readonly at: string;
  /** The link that was cut or impaired, and is whole again. */
  readonly restore: N["link"];
}

/** A link gets delay, loss or a lower rate. */
export interface ImpairFault<N extends LabNames> {
  /** When, counted from the first request. */
  readonly at: string;
  /** The link that gets worse for what the node sends over it. */
  readonly impair: N["link"];
  /** How long each packet is held up. */
  readonly delay?: string;
  /** How many packets are lost, at random. */
  readonly loss?: string;
  /** How fast packets leave at most. */
  readonly rate?: string;
}

/** A real server is taken out of its service in order. */
export interface DrainFault<N extends LabNames> {
  /** When, counted from the first request. */
  readonly at: string;
  /** The real server that gets weight 0: no new connection, and open ones go on. */
  readonly drain: N["node"];
  /** The service that it serves. */
  readonly of: N["service"];
}

/** A drained real server gets connections again. */
export interface RefillFault<N extends LabNames> {
  /** When, counted from the first request. */
  readonly at: string;
  /** The drained real server that gets its weight back. */
  readonly refill: N["node"];
  /** The service that it serves. */
  readonly of: N["service"];
}

/** A director takes itself out of the ways to a VIP in order. */
export interface WithdrawFault<N extends LabNames> {
  /** When, counted from the first request. */
  readonly at: string;
  /** The service whose VIP is no longer announced by BGP. */
  readonly withdraw: N["service"];
  /** The director that withdraws the route, and goes on to serve what it is sent. */
  readonly by: N["node"];
}

/** A director is on the ways to a VIP again. */
export interface AnnounceFault<N extends LabNames> {
  /** When, counted from the first request. */
  readonly at: string;
  /** The service whose VIP is announced again. */
  readonly announce: N["service"];
  /** The director that had withdrawn the route. */
  readonly by: N["node"];
}

/** The lab is changed while it works: settings, files and daemons, as by `tierlab up` after an edit. */
export interface ChangeFault<N extends LabNames> {
  /** When, counted from the first request. */
  readonly at: string;
  /** What is different from then on, as in a break's `with`. */
  readonly change: Patch<N>;
}

/** What is different from then on, as in a break's `with`. */
export interface Patch<N extends LabNames> {
  /** Changes of the segments, by name; null removes one, or one of its settings. */
  readonly segments?: { readonly [Name in N["defined"]["segment"]]?: Patched<Segment> | null };
  /** Changes of the tiers, by name; null removes one, or one of its settings. */
  readonly tiers?: { readonly [Name in N["defined"]["tier"]]?: Patched<AnyTier<N>> | null };
  /** Changes of the services, by name; null removes one, or one of its settings. */
  readonly services?: { readonly [Name in N["defined"]["service"]]?: Patched<Service<N>> | null };
  /** Changes of the names, by name; null removes one, or one of its settings. */
  readonly names?: { readonly [Name in N["defined"]["domain"]]?: Patched<DomainName<N>> | null };
  /** Changes of the parts that each site has a copy of, by name; null removes one, or one of its settings. */
  readonly site?: Patched<SharedParts<N["defined"], N["defined"]>>;
  /** Changes of the sites, by name; null removes one, or one of its settings. */
  readonly sites?: { readonly [Name in N["defined"]["site"]]?: Patched<Site<N["defined"], N["defined"]>> | null };
  /** Rules that the changed lab breaks on purpose. */
  readonly allow?: readonly ("dr-same-segment" | "dr-port" | "vip-in-segment")[];
}

/** Daemons reload. */
export interface ReloadFault<N extends LabNames> {
  /** When, counted from the first request. */
  readonly at: string;
  /** The node whose daemons read their configuration again, as each of them does that. */
  readonly reload: N["node"];
  /** Only this daemon of it. */
  readonly daemon?: string;
}

/** An edge cache forgets a page. */
export interface PurgeFault<N extends LabNames> {
  /** When, counted from the first request. */
  readonly at: string;
  /** The edge cache that forgets a page, however long it might have kept it. */
  readonly purge: N["node"];
  /** The page. */
  readonly path: string;
}

/** One act on the running lab, at a time counted from the first request. */
export type AnyFault<N extends LabNames> = KillFault<N> | StopFault<N> | StartFault<N> | CutFault<N> | RestoreFault<N> | ImpairFault<N> | DrainFault<N> | RefillFault<N> | WithdrawFault<N> | AnnounceFault<N> | ChangeFault<N> | ReloadFault<N> | PurgeFault<N>;

/** What is seen: one check an entry. */
export interface Expect<N extends LabNames> {
  /** How many requests are served. */
  readonly served?: OneOrMore<ServedCheck>;
  /** Which servers requests come to, those that pass them on left out. */
  readonly "served-by"?: OneOrMore<ServedByCheck<N>>;
  /** Each session keeps to one server, and not all of them to the same. */
  readonly sticky?: OneOrMore<StickyCheck<N>>;
  /** CPU time for a thousand requests, each node's own: kernel, interrupts and processes of its User Mode Linux. */
  readonly cpu?: OneOrMore<CpuCheck<N>>;
  /** How new connections spread over a tier. */
  readonly spread?: OneOrMore<SpreadCheck<N>>;
  /** Connections that keep to one node of a tier. */
  readonly stable?: OneOrMore<StableCheck<N>>;
  /** The nodes that a request and its reply visit. */
  readonly path?: OneOrMore<PathCheck<N>>;
  /** What a hop changes in a packet, field by field. */
  readonly rewrite?: OneOrMore<RewriteCheck<N>>;
  /** Who answers ARP for a VIP. */
  readonly arp?: OneOrMore<ArpCheck<N>>;
  /** The counters of IPVS. */
  readonly ipvs?: OneOrMore<IpvsCheck<N>>;
  /** What a server saw of a request. */
  readonly saw?: OneOrMore<SawCheck<N>>;
  /** How long after a fault requests still fail. */
  readonly "errors-stop"?: OneOrMore<ErrorsStopCheck<N>>;
  /** How long after its start a node serves again. */
  readonly returns?: OneOrMore<ReturnsCheck<N>>;
  /** How long requests wait when a server fails and another one is asked in its stead. */
  readonly waits?: OneOrMore<WaitsCheck<N>>;
  /** How long new connections still come to a node that is taken out. */
  readonly leaves?: OneOrMore<LeavesCheck<N>>;
  /** How long routers still send connections to a director that is gone. */
  readonly reroute?: OneOrMore<RerouteCheck<N>>;
  /** The longest time for which probes fail. */
  readonly outage?: OneOrMore<OutageCheck<N>>;
  /** Open connections that outlive the faults of the timeline. */
  readonly survive?: OneOrMore<SurviveCheck<N>>;
  /** Half-open connections: a SYN came, the rest of the handshake did not. One counts that a server still has at the next look, a fifth of a second later. */
  readonly "half-open"?: OneOrMore<HalfOpenCheck<N>>;
  /** How many packets a guard dropped while the traffic ran. */
  readonly dropped?: OneOrMore<DroppedCheck<N>>;
  /** What edge caches answer by themselves, and what they fetch. */
  readonly cache?: OneOrMore<CacheCheck<N>>;
  /** TCP connections that are opened to servers while the traffic flows, each by its first SYN. */
  readonly syns?: OneOrMore<SynsCheck<N>>;
  /** Which handshake comes first, the client's or the server's, by packets in the order of time. */
  readonly handshake?: OneOrMore<HandshakeCheck<N>>;
  /** How long requests take, in round trips over a delayed segment. */
  readonly latency?: OneOrMore<LatencyCheck<N>>;
  /** Flows that come again to a director which does not know them, and are handed to another server than before. */
  readonly moved?: OneOrMore<MovedCheck<N>>;
  /** Whose address each client is told for every name that it looks up. */
  readonly answers?: OneOrMore<AnswersCheck<N>>;
}

/** How many requests are served. */
export interface ServedCheck {
  /** The sender whose requests are meant, by its name. Default: all requests. */
  readonly of?: string;
  /** The most requests that may fail. @default 0 */
  readonly failed?: number;
  /** The fewest requests that must be served. @default 1 */
  readonly "at-least"?: number;
  /** The most requests that may be served. */
  readonly "at-most"?: number;
}

/** Which servers requests come to, those that pass them on left out. */
export interface ServedByCheck<N extends LabNames> {
  /** The sender whose requests are meant, by its name. Default: all requests. */
  readonly of?: string;
  /** The servers that answer: each request comes to one of them and to nobody beside, and each of them gets some. A tier stands for any of its nodes. */
  readonly node: OneOrMore<N["node"]>;
}

/** Each session keeps to one server, and not all of them to the same. */
export interface StickyCheck<N extends LabNames> {
  /** The sender whose requests are meant, by its name. Default: all requests. */
  readonly of?: string;
  /** The tier of which each session keeps to one node. */
  readonly to: N["node"];
  /** Whose requests go together: session, those of one sender in one client; client, all of one address. @default "session" */
  readonly per?: "session" | "client";
}

/** CPU time for a thousand requests, each node's own: kernel, interrupts and processes of its User Mode Linux. */
export interface CpuCheck<N extends LabNames> {
  /** The director or web server that needs less. */
  readonly less: N["node"];
  /** The one that needs more. */
  readonly than: N["node"];
  /** How many times as much, at least. @default 1 */
  readonly times?: number;
}

/** How new connections spread over a tier. */
export interface SpreadCheck<N extends LabNames> {
  /** The tier over which requests spread. */
  readonly by: N["node"];
  /** Whether connections are counted by the node that their first packet came to, as for directors. Default: by the node that served. */
  readonly flows?: boolean;
  /** The shares to be seen: those of the service's weights, or equal ones. */
  readonly like: "weights" | "even";
  /** How far a share may lie from its expectation. @default "5%" */
  readonly within?: string;
}

/** Connections that keep to one node of a tier. */
export interface StableCheck<N extends LabNames> {
  /** The tier of which each connection keeps to one node, as seen by its packets. */
  readonly flow: N["node"];
}

/** The nodes that a request and its reply visit. */
export interface PathCheck<N extends LabNames> {
  /** The client whose requests are meant. Default: all requests. */
  readonly from?: N["node"];
  /** The nodes that a request visits, in order; a tier stands for any one of its nodes. */
  readonly request?: readonly N["node"][];
  /** The nodes that its reply visits, in order, from the node that the first connection ends on. */
  readonly reply?: readonly N["node"][];
}

/** What a hop changes in a packet, field by field. */
export interface RewriteCheck<N extends LabNames> {
  /** The hop whose two sides are compared. */
  readonly at: N["node"];
  /** Which way: the client's packets, or the answers. Default: request. @default "request" */
  readonly direction?: "request" | "reply";
  /** Exactly the fields that differ between the two sides; all others are equal. */
  readonly changes: readonly ("eth.src" | "eth.dst" | "ip.ttl" | "ip.checksum" | "ip.src" | "ip.dst" | "ipv6.flow" | "tcp.srcport" | "tcp.dstport" | "tcp.checksum" | "tcp.seq" | "tcp.ack" | "payload" | "ipip" | "ipip.ttl" | "ipip.checksum")[];
  /** The packet goes on inside another IP packet, from this node to that one. */
  readonly wrapped?: {
    /** The node whose address is the outer source. */
    readonly from: N["node"];
    /** The nodes one of whose addresses is the outer destination. */
    readonly to: N["node"];
  };
}

/** Who answers ARP for a VIP. */
export interface ArpCheck<N extends LabNames> {
  /** The service whose VIP is asked for. */
  readonly of: N["service"];
  /** The node that broadcasts the question. */
  readonly "asked-by": N["node"];
  /** Every node that answers; a tier stands for all its nodes. */
  readonly owners: readonly N["node"][];
}

/** The counters of IPVS. */
export interface IpvsCheck<N extends LabNames> {
  /** The director whose counters are read. */
  readonly at: N["node"];
  /** The virtual service. */
  readonly of: N["service"];
  /** New connections since the traffic began: a number, none or some. */
  readonly connections?: "none" | "some" | number;
  /** Packets from clients to real servers. */
  readonly "in-packets"?: "none" | "some" | number;
  /** Packets from real servers back to clients, through the director. */
  readonly "out-packets"?: "none" | "some" | number;
  /** Bytes from clients to real servers. */
  readonly "in-bytes"?: "none" | "some" | number;
  /** Bytes from real servers back to clients, through the director. */
  readonly "out-bytes"?: "none" | "some" | number;
}

/** What a server saw of a request. */
export interface SawCheck<N extends LabNames> {
  /** The server whose account of the request is read. */
  readonly at: N["node"];
  /** The node whose address the server saw as its peer. */
  readonly peer?: N["node"];
  /** The local port that the request arrived on. */
  readonly port?: number;
  /** The node whose address stands first in X-Forwarded-For. */
  readonly forwarded?: N["node"];
}

/** How long after a fault requests still fail. */
export interface ErrorsStopCheck<N extends LabNames> {
  /** The node that a fault of the timeline strikes. */
  readonly after: N["node"];
  /** From the fault to the last failed probe before the node's return. */
  readonly within: "bound" | (string & {});
}

/** How long after its start a node serves again. */
export interface ReturnsCheck<N extends LabNames> {
  /** The node that a fault of the timeline brings back. */
  readonly node: N["node"];
  /** From its start to the first probe that it serves. */
  readonly within: "bound" | (string & {});
}

/** How long requests wait when a server fails and another one is asked in its stead. */
export interface WaitsCheck<N extends LabNames> {
  /** The server that a fault of the timeline strikes, behind Nginx. */
  readonly after: N["node"];
  /** The longest that a probe waits for its answer from then on; all are served. */
  readonly "at-most": "bound" | (string & {});
}

/** How long new connections still come to a node that is taken out. */
export interface LeavesCheck<N extends LabNames> {
  /** The server or director that a fault of the timeline takes out. */
  readonly node: N["node"];
  /** From the end of the fault to the last new connection that comes to it. */
  readonly within: "bound" | (string & {});
}

/** How long routers still send connections to a director that is gone. */
export interface RerouteCheck<N extends LabNames> {
  /** The director that a fault of the timeline strikes. */
  readonly around: N["node"];
  /** From the first failed probe to the last. */
  readonly within: "bound" | (string & {});
}

/** The longest time for which probes fail. */
export interface OutageCheck<N extends LabNames> {
  /** The service that is probed, or the name. */
  readonly of: N["asked"];
  /** `start`: only what comes after the node's power-on counts. Default: all of the traffic. */
  readonly after?: "start";
  /** The longest time from one served probe to the next with a failed one between. */
  readonly "at-most": "bound" | (string & {});
  /** Whose timers `bound` is computed from. vrrp: a backup becomes the master when it has not heard of it. vrrp-handover: the master says that it leaves. dns: the name servers no longer answer with a site that is dead. */
  readonly from?: "vrrp" | "vrrp-handover" | "dns";
}

/** Open connections that outlive the faults of the timeline. */
export interface SurviveCheck<N extends LabNames> {
  /** The service that is downloaded from. */
  readonly of: N["service"];
  /** How many of the downloads that are open when a fault strikes come to their end. @default "all" */
  readonly connections?: "all" | number;
}

/** Half-open connections: a SYN came, the rest of the handshake did not. One counts that a server still has at the next look, a fifth of a second later. */
export interface HalfOpenCheck<N extends LabNames> {
  /** The servers that are looked at while the traffic flows. */
  readonly at: N["node"];
  /** The most that one of them may have at a time. */
  readonly max: number;
}

/** How many packets a guard dropped while the traffic ran. */
export interface DroppedCheck<N extends LabNames> {
  /** The guard whose counters are read. */
  readonly at: N["node"];
  /** Why: the source is on the block list, opens connections too fast, or has too many of them open. */
  readonly by: "blocked" | "over-rate" | "over-connections";
  /** The fewest packets that must have been dropped. @default 1 */
  readonly "at-least"?: number;
}

/** What edge caches answer by themselves, and what they fetch. */
export interface CacheCheck<N extends LabNames> {
  /** The edge caches. */
  readonly at: N["node"];
  /** The web servers whose access log tells what was fetched. */
  readonly origin: N["node"];
  /** The least share of requests that the caches answer by themselves; the origin must have logged exactly the others. */
  readonly "hit-ratio"?: string;
  /** How often the origin is asked. */
  readonly fetches?: {
    /** The fewest. @default 0 */
    readonly "at-least"?: number;
    /** The most. */
    readonly "at-most"?: number;
  };
}

/** TCP connections that are opened to servers while the traffic flows, each by its first SYN. */
export interface SynsCheck<N extends LabNames> {
  /** The servers that connections are opened to; a tier stands for all its nodes together. */
  readonly at: N["node"];
  /** The most connections that may be opened; those of HTTP health checks do not count. */
  readonly "at-most": number;
}

/** Which handshake comes first, the client's or the server's, by packets in the order of time. */
export interface HandshakeCheck<N extends LabNames> {
  /** The director or web server whose two sides are compared. */
  readonly at: N["node"];
  /** client-first: it ends the client's handshake, and only then opens a connection of its own to a server. passed-on: the SYN that a server sees is the client's own, by its sequence number. */
  readonly order: "client-first" | "passed-on";
  /** The fewest handshakes that clients must have left undone; no server may see a SYN of theirs. @default 0 */
  readonly "never-complete"?: number;
}

/** How long requests take, in round trips over a delayed segment. */
export interface LatencyCheck<N extends LabNames> {
  /** The segment with a delay that the requests' connections cross. */
  readonly over: N["segment"];
  /** How many whole delays of it the median request takes. */
  readonly "round-trips": number;
}

/** Flows that come again to a director which does not know them, and are handed to another server than before. */
export interface MovedCheck<N extends LabNames> {
  /** The service. */
  readonly of: N["service"];
  /** The real server that is gone when the flows come again; its own do not count. */
  readonly without: N["node"];
  /** The largest share of the others that may come to another server than before. */
  readonly "at-most": string;
}

/** Whose address each client is told for every name that it looks up. */
export type AnswersCheck<N extends LabNames> = { readonly [Name in N["node"]]?: N["answer"] };

/** The same lab with one thing changed, which the named check must notice. */
export interface Break<N extends LabNames> {
  /** A patch on this lab: mappings are merged by name, null removes, lists are replaced. */
  readonly with?: Patch<N>;
  /** Faults that strike instead of the test's own. */
  readonly timeline?: readonly AnyFault<N>[];
  /** The check that must now fail. */
  readonly fails: "served" | "served-by" | "sticky" | "cpu" | "spread" | "stable" | "path" | "rewrite" | "arp" | "ipvs" | "saw" | "errors-stop" | "returns" | "waits" | "leaves" | "reroute" | "outage" | "survive" | "half-open" | "dropped" | "cache" | "syns" | "handshake" | "latency" | "moved" | "answers";
  /** What is seen instead. */
  readonly sees?: Expect<N>;
}
