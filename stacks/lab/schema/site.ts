import * as z from "zod";
import { siteSegment } from "./segment.ts";
import { serviceFile } from "./service.ts";
import { tier } from "./tier.ts";
import { name, prefix, tierName } from "./values.ts";

const anything = z.unknown();

/** What a site has of its own, merged over what all share; it is checked with what it is merged over. */
const changes = {
  segments: z.record(name, anything).optional().describe("Its own segments, or settings of the shared ones."),
  tiers: z.record(tierName, anything).optional().describe("Its own tiers, or settings of the shared ones."),
  services: z
    .record(name, anything)
    .optional()
    .describe("Its own services, or settings of the shared ones; null takes one away."),
};

export const site = z
  .strictObject({
    prefix: prefix.describe("The IPv4 prefix that its segments are carved out of."),
    serves: z
      .union([prefix, z.array(prefix).max(200)])
      .transform((value) => [value].flat())
      .default([])
      .describe("The prefixes of the clients that are nearest to it."),
    ...changes,
  })
  .describe("One site: its own copy of what stands under `site`, with these settings merged over it.");

/** What all sites share, as far as it is looked at before each site has its copy. */
export const looseShared = z
  .strictObject({
    segments: z.record(name, anything).optional(),
    tiers: z.record(tierName, anything).optional(),
    services: z.record(name, anything).optional(),
  })
  .describe("What each site has a copy of.");

/** The same as an editor knows it. */
export const shared = z
  .strictObject({
    segments: z
      .record(name, siteSegment)
      .optional()
      .describe("Its segments, carved out of the site's prefix in their order where they only say a size."),
    tiers: z.record(tierName, tier).optional().describe("Its tiers: `web` becomes `web.east` in site east."),
    services: z
      .record(name, serviceFile.partial())
      .optional()
      .describe(
        "Its virtual services; what differs, as a VIP outside every segment, each site has of its own.",
      ),
  })
  .describe("What each site has a copy of. A name in it means the site's own first, else one outside.");

export type Site = z.output<typeof site>;
