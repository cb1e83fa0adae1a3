import * as z from "zod";
import { nodeRef, serviceRef } from "../values.ts";
import { at, type FaultSpec } from "./fault-spec.ts";
import { routed } from "./route.ts";

const schema = z
  .strictObject({
    at,
    withdraw: serviceRef.describe("The service whose VIP is no longer announced by BGP."),
    by: nodeRef.describe("The director that withdraws the route, and goes on to serve what it is sent."),
  })
  .describe("A director takes itself out of the ways to a VIP in order.");

export const withdraw: FaultSpec<typeof schema> = { schema, effect: "aside", ...routed("withdraw") };
