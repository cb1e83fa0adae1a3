/** What a tier's nodes can do. */
export const ROLE_NAMES = [
  "client",
  "resolver",
  "dns",
  "cdn",
  "guard",
  "router",
  "director",
  "nginx",
  "tomcat",
] as const;
export type Role = (typeof ROLE_NAMES)[number];

/** Who answers requests by itself. */
export const SERVER_ROLES: readonly Role[] = ["nginx", "tomcat"];

/** Who answers DNS queries. */
export const NAME_ROLES: readonly Role[] = ["dns", "resolver"];

/** Who can pass packets on that are not its own. */
export const FORWARDING_ROLES: readonly Role[] = ["router", "guard", "director"];
