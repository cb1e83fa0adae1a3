import * as z from "zod";
import { nodeRef, serviceRef } from "../values.ts";
import { at, type FaultSpec } from "./fault-spec.ts";
import { pooled } from "./pool.ts";

const schema = z
  .strictObject({
    at,
    drain: nodeRef.describe("The real server that gets weight 0: no new connection, and open ones go on."),
    of: serviceRef.describe("The service that it serves."),
  })
  .describe("A real server is taken out of its service in order.");

export type DrainFault = z.output<typeof schema>;

export const drain: FaultSpec<typeof schema> = { schema, effect: "aside", ...pooled("drain") };
