import * as z from "zod";
import { mention } from "../mention.ts";
import { nodeRef } from "../values.ts";
import type { ExpectationSpec } from "./expectation.ts";

/**
 * The header and frame fields that a hop can change, by the dissector's own names; `ip` is the packet's own header, of
 * either family, also while another one is around it. IPv6 calls the TTL hop limit, and has no `ip.checksum` but a flow
 * label. `ipip` differs where that one comes or goes, or has other addresses.
 */
export const PACKET_FIELDS = [
  "eth.src",
  "eth.dst",
  "ip.ttl",
  "ip.checksum",
  "ip.src",
  "ip.dst",
  "ipv6.flow",
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

const schema = z
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

export const rewrite: ExpectationSpec<typeof schema> = {
  schema,
  looksAt: "requests",
  *mentions({ at, wrapped }) {
    yield mention("node", at, ["at"]);
    if (wrapped === undefined) return;
    yield mention("node", wrapped.from, ["wrapped", "from"]);
    yield mention("node", wrapped.to, ["wrapped", "to"]);
  },
};
