import * as z from "zod";
import { whole } from "../values.ts";

/** What nginx and tomcat tiers have. */
export const webServer = {
  "vip-on-lo": z
    .boolean()
    .optional()
    .describe(
      "Whether a real server holds the VIP on lo. Default: yes where a service reaches it by mode dr or tun.",
    ),
  mss: whole(536, 1460)
    .optional()
    .describe(
      "The largest TCP segment, in bytes, that it asks others to send it over routers. Default: 1440 where a service reaches it by mode tun, so that 20 bytes are left for the outer header; else what fits.",
    ),
};
