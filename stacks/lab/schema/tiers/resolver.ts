import * as z from "zod";
import { common } from "./common.ts";
import type { TierSpec } from "./tier-spec.ts";

const schema = z
  .strictObject({
    role: z.literal("resolver").describe("What its nodes do."),
    ...common,
    "client-subnet": z
      .boolean()
      .default(true)
      .describe(
        "Whether it tells name servers the first 24 bits of its client's address (RFC 7871). Without, they see its own address alone.",
      ),
  })
  .describe("A caching resolver that clients ask: PowerDNS Recursor.");

export const resolver: TierSpec<typeof schema> = {
  schema,
  mentions: () => [],
  daemons: () => ["pdns-recursor"],
};
