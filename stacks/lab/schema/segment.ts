import * as z from "zod";
import { duration, prefix } from "./values.ts";

/** One L2 broadcast domain: its prefix alone, or with its settings. */
export const segment = z
  .union([
    prefix.describe("The IPv4 prefix its hosts are numbered from."),
    z.strictObject({
      prefix: prefix.describe("The IPv4 prefix its hosts are numbered from."),
      delay: duration
        .optional()
        .describe(
          "What its routers hold each packet up by that they send into it: a round trip over it takes that much longer.",
        ),
    }),
  ])
  .transform((value): { prefix: string; delay?: number | undefined } =>
    typeof value === "string" ? { prefix: value } : value,
  )
  .describe("One L2 broadcast domain with an IPv4 prefix.");

export type Segment = z.output<typeof segment>;
