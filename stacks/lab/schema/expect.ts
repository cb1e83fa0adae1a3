import * as z from "zod";
import { duration, name, nodeRef, oneOrMore, port, share, whole } from "./values.ts";

/**
 * The header and frame fields that a hop can change, by the dissector's own names; `ip` is the packet's own header also
 * while another one is around it. `ipip` differs where that one comes or goes, or has other addresses.
 */
export const PACKET_FIELDS = [
  "eth.src",
  "eth.dst",
  "ip.ttl",
  "ip.checksum",
  "ip.src",
  "ip.dst",
  "tcp.srcport",
  "tcp.dstport",
  "tcp.checksum",
  "tcp.seq",
  "tcp.ack",
  "payload",
  "ipip",
  "ipip.ttl",
  "ipip.checksum",
] as const;
export type PacketField = (typeof PACKET_FIELDS)[number];

const direction = z
  .enum(["request", "reply"])
  .describe("Which way: the client's packets, or the answers. Default: request.");
const amount = z.union([z.enum(["none", "some"]), whole(0, 1_000_000_000)]);
const bound = z.union([z.literal("bound"), duration]);

const served = z
  .strictObject({
    of: name.optional().describe("The sender whose requests are meant, by its name. Default: all requests."),
    failed: whole(0, 1_000_000).default(0).describe("The most requests that may fail."),
    "at-least": whole(0, 1_000_000).default(1).describe("The fewest requests that must be served."),
    "at-most": whole(0, 1_000_000).optional().describe("The most requests that may be served."),
  })
  .describe("How many requests are served.");

const spread = z
  .strictObject({
    by: nodeRef.describe("The tier over which requests spread."),
    flows: z
      .boolean()
      .optional()
      .describe(
        "Whether connections are counted by the node that their first packet came to, as for directors. Default: by the node that served.",
      ),
    like: z
      .enum(["weights", "even"])
      .describe("The shares to be seen: those of the service's weights, or equal ones."),
    within: share.prefault("5%").describe("How far a share may lie from its expectation."),
  })
  .describe("How new connections spread over a tier.");

const stable = z
  .strictObject({
    flow: nodeRef.describe("The tier of which each connection keeps to one node, as seen by its packets."),
  })
  .describe("Connections that keep to one node of a tier.");

const path = z
  .strictObject({
    request: z
      .array(nodeRef)
      .min(2)
      .max(64)
      .optional()
      .describe("The nodes that a request visits, in order; a tier stands for any one of its nodes."),
    reply: z
      .array(nodeRef)
      .min(2)
      .max(64)
      .optional()
      .describe(
        "The nodes that its reply visits, in order, from the node that the first connection ends on.",
      ),
  })
  .describe("The nodes that a request and its reply visit.");

const rewrite = z
  .strictObject({
    at: nodeRef.describe("The hop whose two sides are compared."),
    direction: direction.default("request"),
    changes: z
      .array(z.enum(PACKET_FIELDS))
      .max(PACKET_FIELDS.length)
      .describe("Exactly the fields that differ between the two sides; all others are equal."),
    wrapped: z
      .strictObject({
        from: nodeRef.describe("The node whose address is the outer source."),
        to: nodeRef.describe("The nodes one of whose addresses is the outer destination."),
      })
      .optional()
      .describe("The packet goes on inside another IP packet, from this node to that one."),
  })
  .describe("What a hop changes in a packet, field by field.");

const arp = z
  .strictObject({
    of: name.describe("The service whose VIP is asked for."),
    "asked-by": nodeRef.describe("The node that broadcasts the question."),
    owners: z.array(nodeRef).max(200).describe("Every node that answers; a tier stands for all its nodes."),
  })
  .describe("Who answers ARP for a VIP.");

const ipvs = z
  .strictObject({
    at: nodeRef.describe("The director whose counters are read."),
    of: name.describe("The virtual service."),
    connections: amount
      .optional()
      .describe("New connections since the traffic began: a number, none or some."),
    "in-packets": amount.optional().describe("Packets from clients to real servers."),
    "out-packets": amount
      .optional()
      .describe("Packets from real servers back to clients, through the director."),
    "in-bytes": amount.optional().describe("Bytes from clients to real servers."),
    "out-bytes": amount.optional().describe("Bytes from real servers back to clients, through the director."),
  })
  .describe("The counters of IPVS.");

const saw = z
  .strictObject({
    at: nodeRef.describe("The server whose account of the request is read."),
    peer: nodeRef.optional().describe("The node whose address the server saw as its peer."),
    port: port.optional().describe("The local port that the request arrived on."),
    forwarded: nodeRef.optional().describe("The node whose address stands first in X-Forwarded-For."),
  })
  .describe("What a server saw of a request.");

const errorsStop = z
  .strictObject({
    after: nodeRef.describe("The node that a fault of the timeline strikes."),
    within: bound.describe("From the fault to the last failed probe before the node's return."),
  })
  .describe("How long after a fault requests still fail.");

const reroute = z
  .strictObject({
    around: nodeRef.describe("The director that a fault of the timeline strikes."),
    within: bound.describe("From the first failed probe to the last."),
  })
  .describe("How long routers still send connections to a director that is gone.");

const returns = z
  .strictObject({
    node: nodeRef.describe("The node that a fault of the timeline brings back."),
    within: bound.describe("From its start to the first probe that it serves."),
  })
  .describe("How long after its start a node serves again.");

const halfOpen = z
  .strictObject({
    at: nodeRef.describe("The servers that are looked at while the traffic flows."),
    max: whole(0, 1_000_000).describe("The most that one of them may have at a time."),
  })
  .describe(
    "Half-open connections: a SYN came, the rest of the handshake did not. One counts that a server still has at the next look, a fifth of a second later.",
  );

/** What a guard drops, each by a counter of its own. */
export const DROP_REASONS = ["blocked", "over-rate", "over-connections"] as const;
export type DropReason = (typeof DROP_REASONS)[number];

const dropped = z
  .strictObject({
    at: nodeRef.describe("The guard whose counters are read."),
    by: z
      .enum(DROP_REASONS)
      .describe(
        "Why: the source is on the block list, opens connections too fast, or has too many of them open.",
      ),
    "at-least": whole(1, 1_000_000).default(1).describe("The fewest packets that must have been dropped."),
  })
  .describe("How many packets a guard dropped while the traffic ran.");
const syns = z
  .strictObject({
    at: nodeRef.describe(
      "The servers that connections are opened to; a tier stands for all its nodes together.",
    ),
    "at-most": whole(0, 1_000_000).describe(
      "The most connections that may be opened; those of HTTP health checks do not count.",
    ),
  })
  .describe("TCP connections that are opened to servers while the traffic flows, each by its first SYN.");

const handshake = z
  .strictObject({
    at: nodeRef.describe("The director whose two sides are compared."),
    order: z
      .literal("client-first")
      .describe("The client's handshake is complete before a server sees a SYN on behalf of its request."),
    "never-complete": whole(0, 1_000_000)
      .default(0)
      .describe(
        "The fewest handshakes that clients must have left undone; no server may see a SYN of theirs.",
      ),
  })
  .describe("Which handshake comes first, the client's or the server's, by packets in the order of time.");

/** What can end an outage, each with timers of its own. */
export const OUTAGE_ENDERS = ["vrrp", "vrrp-handover"] as const;

const outage = z
  .strictObject({
    of: name.describe("The service that is probed."),
    after: z
      .enum(["start"])
      .optional()
      .describe("`start`: only what comes after the node's power-on counts. Default: all of the traffic."),
    "at-most": bound.describe(
      "The longest time from one served probe to the next with a failed one between.",
    ),
    from: z
      .enum(OUTAGE_ENDERS)
      .optional()
      .describe(
        "Whose timers `bound` is computed from. vrrp: a backup becomes the master when it has not heard of it. vrrp-handover: the master says that it leaves.",
      ),
  })
  .describe("The longest time for which probes fail.");

const survive = z
  .strictObject({
    of: name.describe("The service that is downloaded from."),
    connections: z
      .union([z.literal("all"), whole(0, 10_000)])
      .default("all")
      .describe("How many of the downloads that are open when a fault strikes come to their end."),
  })
  .describe("Open connections that outlive the faults of the timeline.");
const latency = z
  .strictObject({
    over: name.describe("The segment with a delay that the requests' connections cross."),
    "round-trips": whole(1, 20).describe("How many whole delays of it the median request takes."),
  })
  .describe("How long requests take, in round trips over a delayed segment.");

const cache = z
  .strictObject({
    at: nodeRef.describe("The edge caches."),
    origin: nodeRef.describe("The web servers whose access log tells what was fetched."),
    "hit-ratio": share
      .optional()
      .describe(
        "The least share of requests that the caches answer by themselves; the origin must have logged exactly the others.",
      ),
    fetches: z
      .strictObject({
        "at-least": whole(0, 1_000_000).default(0).describe("The fewest."),
        "at-most": whole(0, 1_000_000).optional().describe("The most."),
      })
      .optional()
      .describe("How often the origin is asked."),
  })
  .describe("What edge caches answer by themselves, and what they fetch.");

/** What a test can expect: one entry a check, named as in `breaks: fails`. */
export const EXPECTATIONS = {
  served,
  spread,
  stable,
  path,
  rewrite,
  arp,
  ipvs,
  saw,
  "errors-stop": errorsStop,
  returns,
  reroute,
  outage,
  survive,
  "half-open": halfOpen,
  dropped,
  cache,
  syns,
  handshake,
  latency,
} as const;

type Schemas = typeof EXPECTATIONS;
export type CheckName = keyof Schemas;
/** What one check is told to expect. */
export type Expectation<K extends CheckName = CheckName> = { [P in K]: z.output<Schemas[P]> }[K];

function optionalLists<S extends Record<string, z.ZodType>>(schemas: S) {
  return Object.fromEntries(
    Object.entries(schemas).map(([key, schema]) => [
      key,
      oneOrMore(schema)
        .optional()
        .describe(schema.description ?? key),
    ]),
  ) as unknown as {
    [K in keyof S]: z.ZodOptional<ReturnType<typeof oneOrMore<S[K]>>>;
  };
}

/** A check may be asked for once or, as a list, several times. */
export const expect = z
  .strictObject(optionalLists(EXPECTATIONS))
  .meta({ id: "expect", description: "What is seen: one check an entry." });

export type Expect = z.output<typeof expect>;
export const checkName = z.enum(Object.keys(EXPECTATIONS) as [CheckName, ...CheckName[]]);
