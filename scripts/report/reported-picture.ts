import * as z from "zod";
import type { Picture } from "../../stacks/emit/graph/picture.ts";
import { ROLE_NAMES } from "../../stacks/lab/schema/role.ts";
import { MODES } from "../../stacks/lab/schema/service.ts";

const text = z.string();
const texts = z.array(text);
const site = text.nullable();
const hops = z.array(z.object({ from: text, to: text, segment: text }));

const node = z.object({
  name: text,
  interfaces: z.array(z.object({ name: text, segment: text, mac: text, addresses: texts })),
  shortAddress: text,
  vips: texts,
  loopback: texts,
  weights: z.record(text, z.number()),
});

/** The picture of a lab, as a report holds it. */
export const reportedPicture: z.ZodType<Picture> = z.object({
  lab: text,
  sites: texts,
  segments: z.array(z.object({ name: text, site, prefixes: texts, delayMs: z.number().exactOptional() })),
  tiers: z.array(
    z.object({
      name: text,
      site,
      role: z.enum(ROLE_NAMES),
      segments: texts,
      nodes: z.array(node),
      notes: texts,
    }),
  ),
  services: z.array(
    z.object({
      name: text,
      vips: texts,
      port: z.number(),
      protocol: text,
      mode: z.enum(MODES),
      scheduler: text,
      directors: texts,
      sharedBy: z.enum(["vrrp", "bgp"]).nullable(),
    }),
  ),
  ways: z.array(z.object({ to: text, clients: text, request: hops, reply: hops })),
});
