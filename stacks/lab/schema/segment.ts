import * as z from "zod";
import { prefix } from "./values.ts";

/** One L2 broadcast domain: its prefix alone, or with its settings. */
export const segment = z
  .union([
    prefix.describe("The IPv4 prefix its hosts are numbered from."),
    z.strictObject({ prefix: prefix.describe("The IPv4 prefix its hosts are numbered from.") }),
  ])
  .transform((value) => (typeof value === "string" ? { prefix: value } : value))
  .describe("One L2 broadcast domain with an IPv4 prefix.");

export type Segment = z.output<typeof segment>;
