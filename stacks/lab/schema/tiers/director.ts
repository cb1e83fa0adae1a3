import * as z from "zod";
import { directorBgp } from "../bgp.ts";
import { mention } from "../mention.ts";
import { vrrp } from "../vrrp.ts";
import { common } from "./common.ts";
import type { TierSpec } from "./tier-spec.ts";

const schema = z
  .strictObject({
    role: z.literal("director").describe("What its nodes do."),
    ...common,
    vrrp: vrrp
      .nullable()
      .default(null)
      .describe("How its nodes share the VIPs. Default: the first has them."),
    bgp: directorBgp
      .nullable()
      .default(null)
      .describe("How it announces VIPs, of which every node of the tier then has its own."),
  })
  .describe("An LVS director: keepalived drives IPVS.");

export const director: TierSpec<typeof schema> = {
  schema,
  *mentions({ bgp }) {
    if (bgp === null) return;
    yield mention("tier", bgp.peers, ["bgp", "peers"], ["router"]);
    for (const [at, service] of bgp.announce.entries())
      yield mention("service", service, ["bgp", "announce", at]);
  },
  daemons: ({ bgp }, modes) =>
    modes.includes("proxy")
      ? ["haproxy"]
      : ["keepalived", ...(bgp === null ? [] : ["frr"]), ...(modes.includes("fullnat") ? ["nftables"] : [])],
};
