import * as z from "zod";
import { nodeRef, serviceRef } from "../values.ts";
import { at, type FaultSpec } from "./fault-spec.ts";
import { routed } from "./route.ts";

const schema = z
  .strictObject({
    at,
    announce: serviceRef.describe("The service whose VIP is announced again."),
    by: nodeRef.describe("The director that had withdrawn the route."),
  })
  .describe("A director is on the ways to a VIP again.");

export const announce: FaultSpec<typeof schema> = {
  schema,
  effect: "back",
  undoes: { acts: ["withdraw"], needless: "is announced while it is not withdrawn" },
  ...routed("announce"),
};
