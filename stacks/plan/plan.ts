import type { Role } from "../lab/schema/role.ts";
import type { Mode } from "../lab/schema/service.ts";

/**
 * Everything decided about a lab, the same bytes for the same lab on every machine and engine.
 * What depends on the machine (where IPVS runs, which process ids) is the engine's and stands in its record.
 */
export interface Plan {
  readonly lab: string;
  readonly segments: readonly PlannedSegment[];
  readonly nodes: readonly PlannedNode[];
  readonly services: readonly PlannedService[];
  /** The names of the DNS; none where the lab has none. */
  readonly names?: readonly PlannedName[];
}

/** A name that clients look up. */
export interface PlannedName {
  /** `www.shop.test`. */
  readonly name: string;
  readonly servers: readonly { readonly node: string; readonly address: string }[];
  /** How long an answer may be kept, milliseconds; whole seconds. */
  readonly ttlMs: number;
  readonly answers: readonly PlannedAnswer[];
  /** How its name servers find out which answers are alive; null: they do not. */
  readonly check: PlannedCheck | null;
}

/** One address that a name may stand for. */
export interface PlannedAnswer {
  /** The service whose VIP it is, or the tier of the edge cache. */
  readonly whose: string;
  readonly address: string;
  readonly port: number;
  /** The prefixes of the clients that are nearest to it. */
  readonly clients: readonly string[];
}

export interface PlannedSegment {
  readonly name: string;
  readonly prefix: string;
  readonly prefix6?: string;
  /** How much longer a round trip over it takes, milliseconds. */
  readonly delayMs?: number;
}

export interface PlannedNode {
  /** `web2`. */
  readonly name: string;
  readonly tier: string;
  readonly role: Role;
  readonly interfaces: readonly PlannedInterface[];
  /** Addresses on lo beside 127.0.0.1 and ::1, as CIDR: the VIPs of a DR real server. */
  readonly loopback: readonly string[];
  /** The device that unwraps what a director wrapped for this node. */
  readonly tunnel?: PlannedTunnel;
  /** Routes that the boot script gives to the kernel; those of a routing daemon stand in its configuration. */
  readonly routes: readonly PlannedRoute[];
  readonly sysctls: Readonly<Record<string, string>>;
  readonly files: readonly PlannedFile[];
  readonly daemons: readonly PlannedDaemon[];
  /** What must answer before the node counts as ready. */
  readonly readiness: readonly ReadinessProbe[];
  /** Capabilities of its daemons and boot script, as CAP_NET_ADMIN. */
  readonly capabilities: readonly string[];
  /** Folders of the read-only root that are writable in this node; their content starts from the image's. */
  readonly writable: readonly WritableFolder[];
  /** What its kernel must offer; where the host lacks it, the node runs under the `uml` node kernel. */
  readonly kernelNeeds: readonly KernelFeature[];
  /** By interface: connections whose source it changes, once IPVS has changed their destination. */
  readonly sourceNat?: readonly PlannedSourceNat[];
  /** The prefix that its floods pretend to come from. */
  readonly spoofs?: string;
  /** The tiers that it passes requests on to, its default first. */
  readonly passesTo?: readonly string[];
  /** The service that it fetches pages from. */
  readonly fetchesFrom?: string;
  /** The prefixes of sources that it lets nothing in of. */
  readonly refuses?: readonly string[];
  /** When it asks another server of those tiers in the stead of one that fails; none: never. */
  readonly failover?: PlannedFailover;
  readonly limits: { readonly processes: number; readonly memoryMiB: number };
}

export type KernelFeature = "ipvs" | "ipvs-twos" | "nat" | "synproxy" | "ipip" | "netem";

/** What goes to these servers and is not the node's own gets its address and one of these ports, and the answer theirs back. */
export interface PlannedSourceNat {
  /** The interface that leads to the servers, as in `eth1`. */
  readonly interface: string;
  /** The node's own address on it. */
  readonly address: string;
  /** The first and the last. */
  readonly ports: readonly [number, number];
  readonly servers: readonly TranslatedServer[];
}

export interface TranslatedServer extends Pick<PlannedServer, "node" | "address" | "port"> {
  readonly protocol: Protocol;
}

/** How long a server may take before another one is asked, milliseconds. */
export interface PlannedFailover {
  readonly connectMs: number;
  readonly answerMs: number;
}

/** IP in IP (RFC 2003) from anywhere to any of the node's addresses; the kernel itself makes the device of this name. */
export interface PlannedTunnel {
  readonly kind: "ipip";
  readonly name: "tunl0";
}

export interface PlannedInterface {
  /** `eth0`, in the order of the tier's segments. */
  readonly name: string;
  readonly segment: string;
  readonly mac: string;
  /** CIDRs: the node's own address of IPv4, that of IPv6 where the segment has one, then VIPs as /32 and /128. */
  readonly addresses: readonly string[];
  /** What becomes of each packet that it sends. */
  readonly impairment?: PlannedImpairment;
}

/** What makes a link worse than a cable. */
export interface PlannedImpairment {
  readonly delayMs?: number;
  /** The share of packets that are lost. */
  readonly loss?: number;
  /** Bits a second at most. */
  readonly rateBits?: number;
}

export interface PlannedRoute {
  /** A prefix, or `default`: all of the next hop's family. */
  readonly to: string;
  /** The next hop's address. */
  readonly via: string;
  /** The MSS that the node announces over it, bytes. Without it the kernel takes what fits the interface. */
  readonly mss?: number;
}

export interface PlannedFile {
  readonly path: string;
  /** Octal text, as in `0644`. */
  readonly mode: string;
  readonly content: string;
  /** The daemon that reads it; a change reloads or restarts that one. Null: whoever opens it. */
  readonly daemon: string | null;
}

export interface PlannedDaemon {
  readonly name: string;
  /** Stays in the foreground; logs to standard output and error. */
  readonly command: readonly string[];
  /** The account it runs as; `root` with the node's capabilities only. */
  readonly user: string;
  readonly environment: Readonly<Record<string, string>>;
  /** What a changed file asks for: a signal, a command of its own, or a restart. */
  readonly reload: { readonly signal: "HUP" } | { readonly command: readonly string[] } | "restart";
  /** What its files say that a reload would not carry over; where it differs, the daemon is restarted. */
  readonly beyondReload?: string;
  /** A command that checks the configuration without starting the daemon. */
  readonly configCheck: readonly string[] | null;
  /** Log files beside its standard output. */
  readonly logs: readonly string[];
  /** Daemons that must be started before it. */
  readonly after: readonly string[];
  /** The kernel feature that it works on: of a node with two kernels it runs beside the one that has it. */
  readonly needs?: KernelFeature;
}

export type ReadinessProbe =
  /** Something listens on the TCP port in this node. */
  | { readonly kind: "listen"; readonly port: number }
  /** `GET path` on the node's own address answers 200. */
  | { readonly kind: "http"; readonly port: number; readonly path: string }
  /** IPVS has this virtual service, with this many real servers of weight above 0, and exactly as `table` says. */
  | {
      readonly kind: "ipvs";
      readonly protocol: Protocol;
      readonly vip: string;
      readonly port: number;
      readonly servers: number;
      readonly table: IpvsTable;
    }
  /** This command succeeds in the node; `means` says of what that is the sign. */
  | {
      readonly kind: "command";
      readonly command: readonly string[];
      readonly means: string;
      /** The kernel feature that it asks about: of a node with two kernels the one that has it is asked. */
      readonly needs?: KernelFeature;
      /** What another node says to the same: asked instead where starting a program in this one is slow. */
      readonly seenBy?: { readonly node: string; readonly command: readonly string[] };
    }
  /** The kernel has one route to this prefix, over exactly these next hops. */
  | { readonly kind: "ways"; readonly to: string; readonly vias: readonly string[] }
  /** The kernel has a route to this prefix over this next hop. */
  | { readonly kind: "route"; readonly to: string; readonly via: string };

/** The modes that IPVS itself knows: fullnat is its nat, with more around it. */
export type IpvsMode = Exclude<Mode, "fullnat" | "proxy">;

/** One virtual service as the kernel's IPVS table shall show it while all its real servers live. */
export interface IpvsTable {
  readonly scheduler: string;
  /** In IPVS's words, as in `mh-port`; sorted. */
  readonly flags: readonly string[];
  readonly persistence: PlannedPersistence | null;
  readonly onePacket: boolean;
  readonly mode: IpvsMode;
  /** By modes dr and tun the port is always the service's. */
  readonly servers: readonly { readonly address: string; readonly port: number; readonly weight: number }[];
}

export type Protocol = "tcp" | "udp";

/** All connections of a client go to one real server. */
export interface PlannedPersistence {
  /** Counted from the client's last new connection. */
  readonly seconds: number;
  /** As in 255.255.255.0: IPv4 clients whose addresses are alike there count as one; null where each is its own. */
  readonly mask: string | null;
}

export interface WritableFolder {
  readonly path: string;
  readonly owner: string;
  readonly mode: string;
}

export interface PlannedService {
  readonly name: string;
  readonly vip: string;
  /** Of a dual-stack service. */
  readonly vip6?: string;
  readonly port: number;
  readonly protocol: Protocol;
  readonly mode: Mode;
  readonly scheduler: string;
  /** What the scheduler is told beside its name, in IPVS's words, as in `mh-port`; sorted. */
  readonly flags: readonly string[];
  readonly persistence?: PlannedPersistence;
  /** Each packet is scheduled for itself. */
  readonly onePacket?: true;
  /** By mode proxy: whether requests share open connections to the servers. */
  readonly reuse?: boolean;
  /** Names of the director nodes. */
  readonly directors: readonly string[];
  readonly servers: readonly PlannedServer[];
  readonly check: PlannedCheck | null;
  /** Answers while no real server is alive. */
  readonly sorry?: Omit<PlannedServer, "weight">;
  /** How the directors share the VIP; without it the first one has it. */
  readonly vrrp?: PlannedVrrp;
  /** How the directors announce the VIP, which each of them then has on lo. */
  readonly announcement?: PlannedAnnouncement;
}

/** A VIP that directors tell routers of by BGP. */
export interface PlannedAnnouncement {
  /** `served`: keepalived gives lo the VIP while a real server is alive, and takes it away otherwise. */
  readonly while: "served" | "always";
  /** How routers find out about a silent director; null: by BGP's hold timer. */
  readonly bfd: { readonly intervalMs: number; readonly multiplier: number } | null;
}

/** One virtual router: directors of which one, the master, has the VIPs. */
export interface PlannedVrrp {
  readonly version: 2 | 3;
  readonly advertMs: number;
  readonly preempt: boolean;
  readonly sync: boolean;
  /** The virtual router's number in its segments, 1 to 255. */
  readonly id: number;
  /** By director; the highest is the master. */
  readonly priorities: Readonly<Record<string, number>>;
}

export interface PlannedServer {
  readonly node: string;
  readonly address: string;
  /** Where a dual-stack service finds it by IPv6. */
  readonly address6?: string;
  readonly port: number;
  readonly weight: number;
}

export interface PlannedCheck {
  readonly kind: "http" | "tcp" | "dns";
  /** Of an HTTP check. */
  readonly path: string | null;
  /** Of a DNS check: the name that is asked for. */
  readonly name?: string;
  readonly everyMs: number;
  readonly timeoutMs: number;
  readonly failures: number;
}
