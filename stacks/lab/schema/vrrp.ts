import * as z from "zod";
import { period } from "./values.ts";

/** The longest interval that a packet can tell: 12 bits of hundredths of a second (RFC 9568, 5.2.7). */
export const MAX_ADVERT_MS = 40_950;

export const vrrp = z
  .strictObject({
    version: z
      .union([z.literal(2), z.literal(3)], "2 or 3")
      .default(3)
      .describe("The protocol's version: 3 tells intervals in hundredths of a second, 2 in whole seconds."),
    advert: period
      .refine(
        (ms) => ms % 10 === 0 && ms <= MAX_ADVERT_MS,
        "an interval in hundredths of a second, of at most 40.95s",
      )
      .prefault("1s")
      .describe(
        "How often the master tells that it lives; three silent intervals and a skew make a new master.",
      ),
    preempt: z
      .boolean()
      .default(true)
      .describe("Whether a director of higher priority takes the VIPs from a master of lower priority."),
    sync: z
      .boolean()
      .default(true)
      .describe("Whether the master tells the others of its connections, so that these outlive it."),
  })
  .describe("How directors share VIPs: one is the master and has them, the others wait for its silence.");

export type VrrpSettings = z.output<typeof vrrp>;
