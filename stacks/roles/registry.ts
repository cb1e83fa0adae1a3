import type { Role } from "../lab/schema/role.ts";
import { cdn } from "./cdn.ts";
import { client } from "./client.ts";
import { dns } from "./dns.ts";
import { guard } from "./guard.ts";
import { nginx } from "./nginx.ts";
import { directorOrProxy } from "./proxy.ts";
import { resolver } from "./resolver.ts";
import type { Equipment, RoleContext, RoleSpec } from "./role.ts";
import { router } from "./router.ts";
import { tomcat } from "./tomcat.ts";

/** Every role of the lab language. */
export const ROLES: { readonly [R in Role]: RoleSpec<R> } = {
  cdn,
  dns,
  resolver,
  client,
  guard,
  router,
  director: directorOrProxy,
  nginx,
  tomcat,
};

/** What the node's role gives it. */
export function equipmentOf<R extends Role>(role: R, context: RoleContext<R>): Equipment {
  return ROLES[role].equip(context);
}
