import * as z from "zod";
import { mention } from "../mention.ts";
import { tierRef, whole } from "../values.ts";
import { common } from "./common.ts";
import type { TierSpec } from "./tier-spec.ts";
import { webServer } from "./web-server.ts";

const schema = z
  .strictObject({
    role: z.literal("nginx").describe("What its nodes do."),
    ...common,
    ...webServer,
    upstream: tierRef
      .optional()
      .describe("The tier it passes requests on to. Without one it answers by itself."),
    keepalive: whole(0, 1000)
      .default(0)
      .describe("How many idle connections to the upstream it keeps open. Default: a connection a request."),
  })
  .describe("An Nginx web server or reverse proxy.");

export const nginx: TierSpec<typeof schema> = {
  schema,
  *mentions({ upstream }) {
    if (upstream !== undefined) yield mention("tier", upstream, ["upstream"], ["tomcat"]);
  },
  daemons: () => ["nginx"],
};
