import * as z from "zod";
import { type Mention, mention } from "../mention.ts";
import { NAME_ROLES } from "../role.ts";
import { askedRef, domainName, nodeRef, oneOrMore, period, prefix, whole } from "../values.ts";
import { named, type SenderSpec } from "./sender.ts";

/** What can be asked for of a name. */
export const QUERY_TYPES = ["A", "AAAA", "TXT", "NS", "SOA"] as const;

const schema = z
  .strictObject({
    ...named,
    dns: domainName.describe("The name that is asked for."),
    type: z.enum(QUERY_TYPES).default("A").describe("What of it is asked for."),
    to: askedRef
      .optional()
      .describe(
        "Who is asked: a service of UDP, or a tier of name servers or resolvers: its first node. Default: the client's resolver.",
      ),
    from: oneOrMore(nodeRef).describe("The clients that ask."),
    queries: whole(1, 1_000_000).describe(
      "How many queries in all, each of one packet that is never sent again.",
    ),
    concurrency: whole(1, 512).default(1).describe("How many at the same time, a client."),
    every: period
      .optional()
      .describe("The schedule of each client, kept whatever an answer takes. Default: one after the other."),
    sockets: z
      .enum(["new", "one"])
      .default("new")
      .describe("A socket a query, and so a port, or one for all of a client's queries."),
    "client-subnet": prefix
      .optional()
      .describe("The client subnet that each query tells (RFC 7871), as a resolver would. Default: none."),
    timeout: period.prefault("1s").describe("When an unanswered query has failed."),
  })
  .describe("A bounded number of DNS queries by UDP.");

type DnsInput = z.output<typeof schema>;

export const dns: SenderSpec<typeof schema> = {
  schema,
  makes: "requests",
  target: (send) => send.to ?? send.dns,
  requests: ({ queries }) => queries,
  lasts: ({ queries, every }) => (every === undefined ? null : { ms: queries * every, told: "queries" }),
  pace: ({ every }) => every ?? null,
  inWords: ({ queries, type, dns, to }) =>
    `${queries} queries for ${type} of ${dns}${to === undefined ? "" : ` to ${to}`}`,
  *mentions(send: DnsInput): Generator<Mention> {
    if (send.to !== undefined) yield mention("asked", send.to, ["to"], NAME_ROLES);
    for (const [at, from] of send.from.entries()) yield mention("node", from, ["from", at], ["client"]);
  },
};

export type DnsSend = DnsInput;
