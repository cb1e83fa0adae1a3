import * as z from "zod";
import { nodeRef, serviceRef } from "../values.ts";
import { at, type FaultSpec } from "./fault-spec.ts";
import { pooled } from "./pool.ts";

const schema = z
  .strictObject({
    at,
    refill: nodeRef.describe("The drained real server that gets its weight back."),
    of: serviceRef.describe("The service that it serves."),
  })
  .describe("A drained real server gets connections again.");

export type RefillFault = z.output<typeof schema>;

export const refill: FaultSpec<typeof schema> = {
  schema,
  effect: "back",
  undoes: { acts: ["drain"], needless: "is refilled while it is not drained" },
  ...pooled("refill"),
};
