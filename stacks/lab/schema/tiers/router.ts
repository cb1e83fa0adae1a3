import * as z from "zod";
import { routerBgp } from "../bgp.ts";
import { common } from "./common.ts";
import type { TierSpec } from "./tier-spec.ts";

const schema = z
  .strictObject({
    role: z.literal("router").describe("What its nodes do."),
    ...common,
    routing: z
      .enum(["frr", "kernel"])
      .default("frr")
      .describe("Who installs its routes: FRR's staticd, or the boot script straight into the kernel."),
    bgp: routerBgp.nullable().default(null).describe("How it speaks BGP. Default: not at all."),
  })
  .describe("Forwards between its segments.");

export const router: TierSpec<typeof schema> = {
  schema,
  mentions: () => [],
  daemons: ({ routing, bgp }) => (routing === "kernel" && bgp === null ? [] : ["frr"]),
};
