import * as z from "zod";
import { mention } from "../mention.ts";
import { duration, period, serviceRef } from "../values.ts";
import { common } from "./common.ts";
import type { TierSpec } from "./tier-spec.ts";

/** Where an edge cache listens. */
export const CACHE_PORT = 80;

const schema = z
  .strictObject({
    role: z.literal("cdn").describe("What its nodes do."),
    ...common,
    origin: serviceRef.describe("The service that it fetches pages from."),
    cache: z.boolean().default(true).describe("Whether it keeps pages. Without, each request is passed on."),
    ttl: period.prefault("60s").describe("How long a page is served without asking the origin again."),
    grace: duration
      .prefault("60s")
      .describe("How long after that it is still served while, or although, the origin does not answer."),
  })
  .describe("An edge cache of a content delivery network: Varnish.");

export const cdn: TierSpec<typeof schema> = {
  schema,
  *mentions({ origin }) {
    yield mention("service", origin, ["origin"]);
  },
  daemons: () => ["varnish"],
};
