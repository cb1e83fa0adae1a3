import type { Role } from "./tier.ts";

/** Who answers requests by itself. */
export const SERVER_ROLES: readonly Role[] = ["nginx", "tomcat"];

/** Who can pass packets on that are not its own. */
export const FORWARDING_ROLES: readonly Role[] = ["router", "guard", "director"];
