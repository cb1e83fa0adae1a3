import * as z from "zod";
import type { Mention } from "./mention.ts";
import type { Role } from "./role.ts";
import type { Mode } from "./service.ts";
import { cdn } from "./tiers/cdn.ts";
import { client } from "./tiers/client.ts";
import { commonMentions } from "./tiers/common.ts";
import { director } from "./tiers/director.ts";
import { dns } from "./tiers/dns.ts";
import { guard } from "./tiers/guard.ts";
import { nginx } from "./tiers/nginx.ts";
import { resolver } from "./tiers/resolver.ts";
import { router } from "./tiers/router.ts";
import type { TierSpec } from "./tiers/tier-spec.ts";
import { tomcat } from "./tiers/tomcat.ts";

/** What a tier of each role can say. */
export const TIERS = {
  client,
  resolver,
  dns,
  cdn,
  guard,
  router,
  director,
  nginx,
  tomcat,
} as const satisfies {
  [R in Role]: unknown;
};

export const tier = z
  .discriminatedUnion("role", [
    client.schema,
    resolver.schema,
    dns.schema,
    cdn.schema,
    guard.schema,
    router.schema,
    director.schema,
    nginx.schema,
    tomcat.schema,
  ])
  .describe("A number of like nodes with one role.");

export type Tier = z.output<typeof tier>;

/** What a tier names of the lab. */
export function* tierMentions(tier: Tier): Generator<Mention> {
  yield* commonMentions(tier);
  yield* specOf(tier).mentions(tier);
}

/** The daemons that its nodes run; `modes` are those of the services that it directs. */
export function tierDaemons(tier: Tier, modes: readonly Mode[]): readonly string[] {
  return specOf(tier).daemons(tier, modes);
}

function specOf(tier: Tier): TierSpec<z.ZodType<Tier>> {
  return TIERS[tier.role] as unknown as TierSpec<z.ZodType<Tier>>;
}
