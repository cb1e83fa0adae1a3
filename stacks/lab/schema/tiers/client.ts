import * as z from "zod";
import { mention } from "../mention.ts";
import { nodeRef, prefix } from "../values.ts";
import { common } from "./common.ts";
import type { TierSpec } from "./tier-spec.ts";

const schema = z
  .strictObject({
    role: z.literal("client").describe("What its nodes do."),
    ...common,
    resolver: nodeRef
      .optional()
      .describe("The resolver that looks names up for it. Default: it asks for no names."),
    spoofs: prefix
      .optional()
      .describe(
        "The prefix whose addresses its floods pretend to come from, within 198.18.0.0/15; answers to it are routed to the tier's first node, which drops them.",
      ),
  })
  .describe("Where traffic comes from.");

export const client: TierSpec<typeof schema> = {
  schema,
  *mentions({ resolver }) {
    if (resolver !== undefined) yield mention("node", resolver, ["resolver"], ["resolver"]);
  },
  daemons: () => [],
};
