import * as z from "zod";
import { directorBgp, routerBgp } from "./bgp.ts";
import {
  duration,
  ipv4,
  name,
  nodeRef,
  oneOrMore,
  period,
  prefix,
  rate,
  text,
  tierName,
  whole,
} from "./values.ts";
import { vrrp } from "./vrrp.ts";

const sysctlName = text(/^(net|kernel)\.[a-z0-9_.-]{1,80}$/, "a sysctl, as in net.ipv4.ip_forward");
const sysctlValue = z
  .union([z.int(), text(/^[0-9a-zA-Z _.-]{1,60}$/, "a sysctl's value: a number or plain text")])
  .transform(String);

const common = {
  on: oneOrMore(name).describe("The segments its nodes have an interface on, in the order eth0, eth1, …"),
  count: whole(1, 1000).default(1).describe("How many such nodes."),
  gateway: nodeRef
    .optional()
    .describe(
      "The node that carries what has no nearer route. Default: the nearest router on the shortest way.",
    ),
  sysctls: z.record(sysctlName, sysctlValue).default({}).describe("Kernel settings over those of the role."),
  routes: z
    .array(
      z.strictObject({
        to: prefix.describe("Where to."),
        via: z
          .union([ipv4, nodeRef])
          .describe("The next hop: a node, or an address on one of the tier's segments."),
      }),
    )
    .max(200)
    .default([])
    .describe("Static routes beside those that are computed."),
};

const webServer = {
  "vip-on-lo": z
    .boolean()
    .optional()
    .describe(
      "Whether a real server holds the VIP on lo. Default: yes where a service reaches it by mode dr or tun.",
    ),
  mss: whole(536, 1460)
    .optional()
    .describe(
      "The largest TCP segment, in bytes, that it asks others to send it over routers. Default: 1440 where a service reaches it by mode tun, so that 20 bytes are left for the outer header; else what fits.",
    ),
};

export const clientTier = z
  .strictObject({
    role: z.literal("client").describe("What its nodes do."),
    ...common,
    spoofs: prefix
      .optional()
      .describe(
        "The prefix whose addresses its floods pretend to come from, within 198.18.0.0/15; answers to it are routed to the tier's first node, which drops them.",
      ),
  })
  .describe("Where traffic comes from.");

export const routerTier = z
  .strictObject({
    role: z.literal("router").describe("What its nodes do."),
    ...common,
    routing: z
      .enum(["frr", "kernel"])
      .default("frr")
      .describe("Who installs its routes: FRR's staticd, or the boot script straight into the kernel."),
    bgp: routerBgp.nullable().default(null).describe("How it speaks BGP. Default: not at all."),
  })
  .describe("Forwards between its segments.");

export const directorTier = z
  .strictObject({
    role: z.literal("director").describe("What its nodes do."),
    ...common,
    vrrp: vrrp
      .nullable()
      .default(null)
      .describe("How its nodes share the VIPs. Default: the first has them."),
    bgp: directorBgp
      .nullable()
      .default(null)
      .describe("How it announces VIPs, of which every node of the tier then has its own."),
  })
  .describe("An LVS director: keepalived drives IPVS.");

const rateLimit = z
  .strictObject({
    new: rate.describe("New connections that one source may open, as in 50/s."),
    burst: whole(1, 10_000).default(5).describe("How many more it may open at once after a pause."),
  })
  .describe("How fast one source may open connections; what is above it is dropped.");

export const guardTier = z
  .strictObject({
    role: z.literal("guard").describe("What its nodes do."),
    ...common,
    protect: oneOrMore(name).describe("The services that it stands in front of."),
    "syn-proxy": z
      .boolean()
      .default(true)
      .describe(
        "Whether it completes the TCP handshake with a client before the servers hear of the client.",
      ),
    limit: rateLimit
      .nullable()
      .default(null)
      .describe("How fast one source may open connections. Default: no limit."),
    "open-connections": whole(1, 65_535)
      .nullable()
      .default(null)
      .describe("How many connections one source may have open at a time. Default: no limit."),
    block: z
      .array(prefix)
      .max(1000)
      .default([])
      .describe("Sources whose packets are all dropped before anything else is done for them."),
  })
  .describe(
    "A packet filter on the way to the services: nftables with SYNPROXY, limits a source, a block list.",
  );

export const cdnTier = z
  .strictObject({
    role: z.literal("cdn").describe("What its nodes do."),
    ...common,
    origin: name.describe("The service that it fetches pages from."),
    cache: z.boolean().default(true).describe("Whether it keeps pages. Without, each request is passed on."),
    ttl: period.prefault("60s").describe("How long a page is served without asking the origin again."),
    grace: duration
      .prefault("60s")
      .describe("How long after that it is still served while, or although, the origin does not answer."),
  })
  .describe("An edge cache of a content delivery network: Varnish.");

export const nginxTier = z
  .strictObject({
    role: z.literal("nginx").describe("What its nodes do."),
    ...common,
    ...webServer,
    upstream: tierName
      .optional()
      .describe("The tier it passes requests on to. Without one it answers by itself."),
    keepalive: whole(0, 1000)
      .default(0)
      .describe("How many idle connections to the upstream it keeps open. Default: a connection a request."),
  })
  .describe("An Nginx web server or reverse proxy.");

export const tomcatTier = z
  .strictObject({ role: z.literal("tomcat").describe("What its nodes do."), ...common, ...webServer })
  .describe("A Tomcat whose page says which node served and what it saw.");

export const tier = z
  .discriminatedUnion("role", [
    clientTier,
    cdnTier,
    guardTier,
    routerTier,
    directorTier,
    nginxTier,
    tomcatTier,
  ])
  .describe("A number of like nodes with one role.");

export type Tier = z.output<typeof tier>;
export type Role = Tier["role"];
