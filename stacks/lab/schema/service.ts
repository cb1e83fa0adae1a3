import * as z from "zod";
import { type Mention, mention } from "./mention.ts";
import { NAME_ROLES, SERVER_ROLES } from "./role.ts";
import {
  domainName,
  ipv4,
  ipv6,
  nodeRef,
  oneOrMore,
  period,
  port,
  text,
  tierRef,
  whole,
  wholeSeconds,
} from "./values.ts";

/** The schedulers of IPVS (net/netfilter/ipvs/Kconfig). */
export const SCHEDULERS = [
  "rr",
  "wrr",
  "lc",
  "wlc",
  "fo",
  "ovf",
  "lblc",
  "lblcr",
  "dh",
  "sh",
  "mh",
  "sed",
  "nq",
  "twos",
] as const;

/** What the scheduler of a service counts in beside the client's address (net/netfilter/ipvs/ip_vs_sh.c, ip_vs_mh.c). */
export const SCHEDULER_FLAGS = ["port", "fallback"] as const;
export type SchedulerFlag = (typeof SCHEDULER_FLAGS)[number];

/** The schedulers that have flags, with those that they have where the lab says nothing. */
export const FLAGGED_SCHEDULERS: Readonly<Record<string, readonly SchedulerFlag[]>> = {
  sh: [],
  mh: ["port", "fallback"],
};

/** How a director hands a packet on. */
export const MODES = ["dr", "tun", "nat", "fullnat", "proxy"] as const;
export type Mode = (typeof MODES)[number];

/** Modes that hand on the very packet that the client sent: a real server must hold the VIP, and hears the VIP's port. */
export function handsOnUnchanged(mode: Mode): boolean {
  return mode === "dr" || mode === "tun";
}

const servers = z
  .union([
    oneOrMore(tierRef).transform((tiers) => Object.fromEntries(tiers.map((tier) => [tier, {}]))),
    z.record(
      tierRef,
      z.strictObject({
        weights: z
          .array(whole(0, 65535))
          .min(1)
          .max(1000)
          .optional()
          .describe("One weight a node, in order. Default: 1 each."),
        port: port.optional().describe("The port of the real server. Default: the service's."),
      }),
    ),
  ])
  .transform((tiers): Record<string, { weights?: number[] | undefined; port?: number | undefined }> => tiers);

const timing = {
  every: period.prefault("1s").describe("Time between two checks of one real server."),
  timeout: period.prefault("1s").describe("How long one check may take."),
  failures: whole(1, 20).default(1).describe("Failed checks in a row that take a real server out."),
};

const healthCheck = z.union([
  z.strictObject({
    http: text(/^\/[a-zA-Z0-9/_.-]{0,100}$/, "a path, as in /healthz").describe(
      "The path asked for; 200 is healthy.",
    ),
    ...timing,
  }),
  z.strictObject({ tcp: z.literal(true).describe("A connection that opens is healthy."), ...timing }),
  z.strictObject({
    dns: domainName.describe(
      "The name whose address is asked for by UDP; any answer without an error is healthy.",
    ),
    ...timing,
  }),
]);

const ONE_CLIENT = 32;

/** For how long, milliseconds, and how many leading bits of an address make a client. */
const persistence = z
  .union([
    wholeSeconds.describe("How long after its last new connection a client keeps to its real server."),
    z.strictObject({
      for: wholeSeconds.describe("How long after its last new connection a client keeps to its real server."),
      by: text(/^\/([1-9]|[12][0-9]|3[0-2])$/, "the length of a prefix, as in /24")
        .default(`/${ONE_CLIENT}`)
        .describe("Whose IPv4 clients count as one: those of a prefix so long."),
    }),
  ])
  .transform((value): { for: number; bits: number } =>
    typeof value === "number"
      ? { for: value, bits: ONE_CLIENT }
      : { for: value.for, bits: Number(value.by.slice(1)) },
  );

const VIP_WORDS = "an IPv4 address, as in 10.0.0.1, or a host of a segment, as in edge.100";

export const service = z
  .strictObject({
    vip: z.ipv4(VIP_WORDS).describe("The virtual address that clients connect to."),
    vip6: ipv6
      .optional()
      .describe("The virtual IPv6 address that clients may connect to as well, on the same port."),
    port: port.default(80).describe("The port that clients connect to."),
    protocol: z.enum(["tcp", "udp"]).default("tcp").describe("What its packets are."),
    director: tierRef.describe("The tier of directors that owns the VIP."),
    mode: z
      .enum(MODES)
      .describe(
        "dr: only the frame's MAC addresses change. tun: the packet goes on inside another one (IPIP), over routers too. nat: the destination address and port change, and the reply comes back through the director. fullnat: the source changes as well, to the director's own address, so the server needs no route back through it. proxy: no IPVS; HAProxy ends the client's connection and has its own to the servers.",
      ),
    scheduler: z
      .enum(SCHEDULERS)
      .default("wrr")
      .describe(
        "How IPVS chooses a real server for a new connection. twos only where the host's own kernel has it.",
      ),
    flags: z
      .array(z.enum(SCHEDULER_FLAGS))
      .max(SCHEDULER_FLAGS.length)
      .nullable()
      .default(null)
      .describe(
        "By scheduler sh or mh: port, the client's port counts too; fallback, what falls to a server that is gone or has weight 0 goes to another one. Default: both for mh, none for sh.",
      ),
    persistence: persistence
      .nullable()
      .default(null)
      .describe("Keeps all connections of a client with one real server. Default: each is scheduled anew."),
    "one-packet": z
      .boolean()
      .default(false)
      .describe(
        "By protocol udp: each packet is scheduled for itself. Default: all packets between two sockets are one connection.",
      ),
    servers: servers.describe("The tiers of real servers, with weights and ports."),
    reuse: z
      .boolean()
      .default(true)
      .describe("By mode proxy: whether the requests of all clients share open connections to the servers."),
    check: healthCheck
      .nullable()
      .default(null)
      .describe("How keepalived finds out whether a real server is alive."),
    sorry: nodeRef
      .optional()
      .describe("The web server that answers while no real server is alive; of a tier its first node."),
  })
  .describe("A virtual service of LVS.");

const hostNumber = text(
  /^[a-z][a-z0-9-]{0,30}(\.[a-z][a-z0-9-]{0,15})?\.\d{1,10}$/,
  "a host of a segment, as in edge.100",
);

/** The same as a person writes it: the VIP may be told by its segment and number there. */
export const serviceFile = service.extend({
  vip: z
    .union([ipv4, hostNumber])
    .describe("The virtual address that clients connect to; `edge.100` is host number 100 of segment edge."),
  vip6: z
    .union([ipv6, hostNumber])
    .optional()
    .describe("The virtual IPv6 address that clients may connect to as well, on the same port."),
});

export type Service = z.output<typeof service>;

/** What a service names of the lab. */
export function* serviceMentions({ director, sorry, servers, protocol }: Service): Generator<Mention> {
  const able = protocol === "udp" ? [...SERVER_ROLES, ...NAME_ROLES] : SERVER_ROLES;
  yield mention("tier", director, ["director"], ["director"]);
  if (sorry !== undefined) yield mention("node", sorry, ["sorry"], able);
  for (const tier of Object.keys(servers)) yield mention("tier", tier, ["servers", tier], able, "key");
}
