import * as z from "zod";
import { type Impairment, impairment } from "./impairment.ts";
import { prefix, prefix6, text } from "./values.ts";

const size = text(/^\/([1-9]|[12][0-9]|30)$/, "a size, as in /24");
const ipv6Prefix = prefix6.describe("The IPv6 prefix its hosts are numbered from as well.");

/** One L2 broadcast domain: its prefix or one of each family alone, or with its settings. */
export const segment = segmentBy(
  prefix.describe("The IPv4 prefix its hosts are numbered from."),
  "One L2 broadcast domain with an IPv4 prefix, and an IPv6 one where its hosts are dual-stack.",
);

/** The same within a site, out of whose prefix it may be carved. */
export const siteSegment = segmentBy(
  z.union([size, prefix]).describe("The IPv4 prefix its hosts are numbered from, or its size, as in /24."),
  "One L2 broadcast domain of a site, whose IPv4 prefix is a part of the site's where only its size is told.",
);

function segmentBy<P extends z.ZodType<string>>(ipv4Prefix: P, description: string) {
  return z
    .union([
      ipv4Prefix,
      z
        .tuple([ipv4Prefix, ipv6Prefix], "one prefix of each family, as in [10.0.0.0/24, 2001:db8::/64]")
        .describe("The two prefixes of a dual-stack segment, IPv4 first."),
      z.strictObject({
        prefix: ipv4Prefix,
        prefix6: ipv6Prefix.optional(),
        delay: impairment.delay.describe(
          "What its routers hold each packet up by that they send into it: a round trip over it takes that much longer.",
        ),
        loss: impairment.loss.describe(
          "How many of the packets are lost, at random, that its routers send into it.",
        ),
        rate: impairment.rate.describe("How fast each of its routers sends into it at most."),
      }),
    ])
    .transform((value): WrittenSegment => {
      if (typeof value === "string") return { prefix: value };
      return Array.isArray(value) ? { prefix: value[0], prefix6: value[1] } : (value as WrittenSegment);
    })
    .describe(description);
}

export interface WrittenSegment extends Impairment {
  prefix: string;
  prefix6?: string | undefined;
}

export type Segment = z.output<typeof segment>;
