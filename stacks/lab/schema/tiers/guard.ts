import * as z from "zod";
import { mention } from "../mention.ts";
import { oneOrMore, prefix, rate, serviceRef, whole } from "../values.ts";
import { common } from "./common.ts";
import type { TierSpec } from "./tier-spec.ts";

const rateLimit = z
  .strictObject({
    new: rate.describe("New connections that one source may open, as in 50/s."),
    burst: whole(1, 10_000).default(5).describe("How many more it may open at once after a pause."),
  })
  .describe("How fast one source may open connections; what is above it is dropped.");

const schema = z
  .strictObject({
    role: z.literal("guard").describe("What its nodes do."),
    ...common,
    protect: oneOrMore(serviceRef).describe("The services that it stands in front of."),
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

export const guard: TierSpec<typeof schema> = {
  schema,
  *mentions({ protect }) {
    for (const [at, service] of protect.entries()) yield mention("service", service, ["protect", at]);
  },
  daemons: () => ["nftables"],
};
