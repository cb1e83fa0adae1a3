import * as z from "zod";
import { common } from "./common.ts";
import type { TierSpec } from "./tier-spec.ts";

const schema = z
  .strictObject({ role: z.literal("dns").describe("What its nodes do."), ...common })
  .describe(
    "An authoritative name server of the lab's `names`: PowerDNS, which answers by the client's subnet.",
  );

export const dns: TierSpec<typeof schema> = {
  schema,
  mentions: () => [],
  daemons: () => ["pdns"],
};
