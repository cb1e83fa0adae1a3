import * as z from "zod";
import { isAddress } from "../../../plan/prefix.ts";
import { type Mention, mention } from "../mention.ts";
import { FORWARDING_ROLES } from "../role.ts";
import {
  ipv4,
  ipv6,
  meaning,
  nodeRef,
  oneOrMore,
  prefix,
  prefix6,
  segmentRef,
  text,
  whole,
} from "../values.ts";

const sysctlName = text(/^(net|kernel)\.[a-z0-9_.-]{1,80}$/, "a sysctl, as in net.ipv4.ip_forward");
const sysctlValue = z
  .union([z.int(), text(/^[0-9a-zA-Z _.-]{1,60}$/, "a sysctl's value: a number or plain text")])
  .transform(String);

/** What every tier has. */
export const common = {
  on: oneOrMore(segmentRef).describe(
    "The segments its nodes have an interface on, in the order eth0, eth1, …",
  ),
  count: whole(1, 1000).default(1).describe("How many such nodes."),
  gateway: nodeRef
    .optional()
    .describe(
      "The node that carries what has no nearer route. Default: the nearest router on the shortest way.",
    ),
  "kernel-has": z
    .enum(["ipvs"])
    .optional()
    .describe(
      "What its kernel has although its role does not ask for it. Tiers of equal needs run on one kind of kernel, so that what they cost can be compared.",
    ),
  sysctls: z.record(sysctlName, sysctlValue).default({}).describe("Kernel settings over those of the role."),
  routes: z
    .array(
      z.strictObject({
        to: z.union([prefix, prefix6]).describe("Where to."),
        via: z
          .union([ipv4, ipv6, nodeRef])
          .meta(meaning("hop"))
          .describe("The next hop: a node, or an address on one of the tier's segments."),
      }),
    )
    .max(200)
    .default([])
    .describe("Static routes beside those that are computed."),
};

type Common = z.output<z.ZodObject<typeof common>>;

/** What every tier names. */
export function* commonMentions({ on, gateway, routes }: Common): Generator<Mention> {
  for (const [at, segment] of on.entries()) yield mention("segment", segment, ["on", at]);
  if (gateway !== undefined) yield mention("node", gateway, ["gateway"], FORWARDING_ROLES);
  for (const [at, { via }] of routes.entries())
    if (!isAddress(via)) yield mention("node", via, ["routes", at, "via"], FORWARDING_ROLES);
}
