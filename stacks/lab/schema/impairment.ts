import type * as z from "zod";
import { bitRate, duration, share } from "./values.ts";

/** What makes a link worse than a cable in one room; durations in milliseconds, shares up to 1, rates in bits a second. */
export const impairment = {
  delay: duration.optional().describe("How long each packet is held up."),
  loss: share.optional().describe("How many packets are lost, at random."),
  rate: bitRate.optional().describe("How fast packets leave at most."),
};

export type Impairment = z.output<z.ZodObject<typeof impairment>>;
