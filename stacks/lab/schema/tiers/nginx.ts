import * as z from "zod";
import { mention } from "../mention.ts";
import { SERVER_ROLES } from "../role.ts";
import { domainName, period, text, tierRef, whole, wholeSeconds } from "../values.ts";
import { common } from "./common.ts";
import type { TierSpec } from "./tier-spec.ts";
import { webServer } from "./web-server.ts";

/** What a map of nginx takes for its own words (ngx_http_map_module). */
const plain = text(
  /^(?!(default|hostnames|include|volatile)$)[A-Za-z0-9][A-Za-z0-9_.-]{0,59}$/,
  "letters, digits, dashes, dots and underscores, at most 60",
);

const to = tierRef.describe("The tier that such requests are passed on to.");

/** One value of one header or cookie. */
function oneOf(key: ReturnType<typeof text>, words: string) {
  return z.record(key, plain).refine((pairs) => Object.keys(pairs).length === 1, words);
}

const rule = z
  .union([
    z.strictObject({
      path: text(/^(\/[a-zA-Z0-9_-]+)+$/, "a path, as in /api").describe("This path, and all below it."),
      to,
    }),
    z.strictObject({ host: domainName.describe("The host that is asked for."), to }),
    z.strictObject({
      header: oneOf(
        text(/^[A-Za-z][A-Za-z0-9-]{0,40}$/, "a header's name, as in X-Beta"),
        'one header with its value, as in { X-Beta: "1" }',
      ).describe("A header of the request, with its value."),
      to,
    }),
    z.strictObject({
      cookie: oneOf(
        text(/^[a-z][a-z0-9_]{0,40}$/, "a cookie's name, as in group"),
        "one cookie with its value, as in { group: b }",
      ).describe("A cookie of the request, with its value."),
      to,
    }),
  ])
  .describe("One kind of requests, and where they go.");

const failover = z
  .strictObject({
    connect: period.prefault("2s").describe("How long a connection to a server may take."),
    answer: period
      .prefault("60s")
      .describe("How long a server may send nothing: before its answer begins, and in the midst of it."),
    failures: whole(1, 20)
      .default(1)
      .describe("How often a server fails within `away` before it is left alone for so long."),
    away: wholeSeconds.prefault("10s").describe("How long it is left alone."),
  })
  .describe("When a server of the upstream has failed, and another one is asked in its stead.");

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
    failover: z
      .union([failover, z.literal("never").transform(() => null)])
      .prefault({})
      .describe("When another server of the upstream is asked. never: a request waits for its server."),
    rules: z
      .array(rule)
      .max(100)
      .nullable()
      .default(null)
      .describe(
        "Requests that go elsewhere than to the upstream: by path, host, header or cookie; the first that fits counts.",
      ),
    sticky: z
      .enum(["cookie"])
      .nullable()
      .default(null)
      .describe(
        "cookie: each answer sets a cookie that names the server, and requests with it go there. Default: each goes to the next server.",
      ),
  })
  .describe("An Nginx web server or reverse proxy.");

export const nginx: TierSpec<typeof schema> = {
  schema,
  *mentions({ upstream, rules }) {
    if (upstream !== undefined) yield mention("tier", upstream, ["upstream"], SERVER_ROLES);
    for (const [at, { to }] of (rules ?? []).entries())
      yield mention("tier", to, ["rules", at, "to"], SERVER_ROLES);
  },
  daemons: () => ["nginx"],
};

/** One kind of requests, and where they go. */
export type NginxRule = z.output<typeof rule>;

/** The tiers that a tier passes requests on to, its default first. */
export function upstreamTiers({
  upstream,
  rules,
}: {
  readonly upstream?: string | undefined;
  readonly rules: readonly NginxRule[] | null;
}): string[] {
  return upstream === undefined ? [] : [...new Set([upstream, ...(rules ?? []).map(({ to }) => to)])];
}
