import * as z from "zod";
import { nodeRef, oneOrMore, period, serviceRef, whole } from "../values.ts";
import { senderMentions } from "./mentions.ts";
import type { SenderSpec } from "./sender.ts";

const schema = z
  .strictObject({
    flood: z.literal("syn").describe("What it consists of: TCP SYNs that nobody follows up."),
    to: serviceRef.describe("The service that is flooded."),
    from: oneOrMore(nodeRef).describe(
      "The clients that send it; their tier says by `spoofs` from which prefix the source addresses are drawn.",
    ),
    packets: whole(1, 200_000).describe("How many packets in all."),
    for: period
      .refine((ms) => ms <= 30_000, "a duration of at most 30s")
      .describe("Over which time they are spread, evenly; at most 30s."),
  })
  .describe(
    "A SYN flood from addresses that nobody has, bounded in packets and in time. It makes no requests.",
  );

export const flood: SenderSpec<typeof schema> = {
  schema,
  makes: "packets",
  target: ({ to }) => to,
  requests: () => 0,
  lasts: (send) => ({ ms: send.for, told: "for" }),
  pace: () => null,
  inWords: ({ packets, flood, to }) => `${packets} ${flood} packets to ${to}`,
  mentions: (send) => senderMentions("to", send, send.to),
};

export type FloodSend = z.output<typeof schema>;
