import * as z from "zod";
import { FAMILIES, type Family } from "../../../plan/prefix.ts";
import type { Mention } from "../mention.ts";
import { name, nodeRef } from "../values.ts";

/** One kind of traffic; one file each, collected in ../send.ts. */
export interface SenderSpec<S extends z.ZodType> {
  readonly schema: S;
  /** What it makes: requests that are answered, packets that are not, or the first packets of flows that come again. */
  readonly makes: "requests" | "packets" | "flows";
  /** The name of the service that it goes to. */
  target(send: z.output<S>): string;
  /** How many requests it makes. */
  requests(send: z.output<S>): number;
  /** How long it lasts whatever the answers take, with the key that says so; null where nobody knows. */
  lasts(send: z.output<S>): { readonly ms: number; readonly told: string } | null;
  /** The milliseconds from one request to the next, kept whatever an answer takes; null where it has no such schedule. */
  pace(send: z.output<S>): number | null;
  /** As in `60 requests to shop`. */
  inWords(send: z.output<S>): string;
  /** What it names of the lab, with paths from its own place on. */
  mentions(send: z.output<S>): Iterable<Mention>;
}

/** What a check can call it by. */
export const named = {
  name: name
    .optional()
    .describe(
      "What a check calls this sender's requests by, in `of`; without `of` a check looks at all of them.",
    ),
};

export const over = z
  .enum(FAMILIES)
  .default("ipv4")
  .describe("Which of the service's two addresses is asked: its `vip`, or by ipv6 its `vip6`.");

/** As in `60 requests over IPv6`; IPv4 goes without saying. */
export function overInWords({ over }: { readonly over: Family }): string {
  return over === "ipv6" ? " over IPv6" : "";
}

export const via = nodeRef
  .optional()
  .describe(
    "The edge cache that is asked in the service's stead, as the DNS of a CDN would tell its clients.",
  );
