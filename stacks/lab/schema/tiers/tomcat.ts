import * as z from "zod";
import { common } from "./common.ts";
import type { TierSpec } from "./tier-spec.ts";
import { webServer } from "./web-server.ts";

const schema = z
  .strictObject({ role: z.literal("tomcat").describe("What its nodes do."), ...common, ...webServer })
  .describe("A Tomcat whose page says which node served and what it saw.");

export const tomcat: TierSpec<typeof schema> = {
  schema,
  mentions: () => [],
  daemons: () => ["tomcat"],
};
