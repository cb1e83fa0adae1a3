import * as z from "zod";
import { nodeRef, oneOrMore, period, serviceRef, whole } from "../values.ts";
import { senderMentions } from "./mentions.ts";
import type { SenderSpec } from "./sender.ts";

const schema = z
  .strictObject({
    flows: serviceRef.describe("The service that they go to."),
    from: oneOrMore(nodeRef).describe(
      "The clients that send them; their tier says by `spoofs` from which prefix the source addresses are taken.",
    ),
    count: whole(1, 100_000).describe("How many flows in all, each with an address and port of its own."),
    for: period
      .refine((ms) => ms <= 30_000, "a duration of at most 30s")
      .prefault("500ms")
      .describe("Over which time they are spread, evenly; at most 30s."),
    again: period
      .refine((ms) => ms <= 60_000, "a duration of at most 60s")
      .describe("When the very same flows are sent a second time, counted from the first; at most 60s."),
  })
  .describe(
    "The first packets of many TCP connections, and later the very same ones again: who handles them now? Nobody follows them up.",
  );

export const flows: SenderSpec<typeof schema> = {
  schema,
  makes: "flows",
  target: ({ flows }) => flows,
  requests: () => 0,
  lasts: (send) => ({ ms: send.again + send.for, told: "again" }),
  pace: () => null,
  inWords: ({ count, flows }) => `${count} flows to ${flows}, twice`,
  mentions: (send) => senderMentions("flows", send, send.flows),
};

export type FlowsSend = z.output<typeof schema>;
