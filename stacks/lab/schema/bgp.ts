import * as z from "zod";
import { oneOrMore, period, serviceRef, tierRef, whole } from "./values.ts";

const bfd = z
  .strictObject({
    interval: period
      .refine((ms) => ms >= 10 && ms <= 60_000, "an interval from 10ms to 60s")
      .prefault("100ms")
      .describe("How often both sides say that they live."),
    multiplier: whole(2, 255).default(3).describe("After how many silent intervals the other side is dead."),
  })
  .describe("Bidirectional Forwarding Detection: finds out about a silent neighbour long before BGP would.");

export const routerBgp = z
  .strictObject({
    ecmp: z
      .enum(["l3", "l4"])
      .default("l4")
      .describe(
        "What chooses among equal ways: l3 the two addresses alone, l4 the ports too, so that each connection has a way of its own.",
      ),
    bfd: bfd
      .nullable()
      .default(null)
      .describe("How it watches its neighbours. Default: by BGP's hold timer of 9s."),
  })
  .describe(
    "It speaks BGP with every tier that names it as `peers`, and takes the VIPs that those announce.",
  );

export const directorBgp = z
  .strictObject({
    peers: tierRef.describe("The tier of routers that it tells of its VIPs."),
    announce: oneOrMore(serviceRef).describe("The services whose VIPs it announces."),
    while: z
      .enum(["served", "always"])
      .default("served")
      .describe(
        "served: only while a real server of the service is alive. always: from its boot on, whatever happens.",
      ),
  })
  .describe(
    "Every director of the tier has the VIP, and tells routers by BGP that it is to be reached over it.",
  );

export type RouterBgp = z.output<typeof routerBgp>;
export type DirectorBgp = z.output<typeof directorBgp>;
