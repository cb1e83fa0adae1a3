import * as z from "zod";
import { type Impairment, impairment } from "./impairment.ts";
import { prefix, prefix6 } from "./values.ts";

const numbered = {
  prefix: prefix.describe("The IPv4 prefix its hosts are numbered from."),
  prefix6: prefix6.describe("The IPv6 prefix its hosts are numbered from as well."),
};

/** One L2 broadcast domain: its prefix or one of each family alone, or with its settings. */
export const segment = z
  .union([
    numbered.prefix,
    z
      .tuple(
        [numbered.prefix, numbered.prefix6],
        "one prefix of each family, as in [10.0.0.0/24, 2001:db8::/64]",
      )
      .describe("The two prefixes of a dual-stack segment, IPv4 first."),
    z.strictObject({
      prefix: numbered.prefix,
      prefix6: numbered.prefix6.optional(),
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
    return Array.isArray(value) ? { prefix: value[0], prefix6: value[1] } : value;
  })
  .describe("One L2 broadcast domain with an IPv4 prefix, and an IPv6 one where its hosts are dual-stack.");

interface WrittenSegment extends Impairment {
  prefix: string;
  prefix6?: string | undefined;
}

export type Segment = z.output<typeof segment>;
