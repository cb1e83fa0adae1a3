import * as z from "zod";
import { answers } from "./expectations/answers.ts";
import { arp } from "./expectations/arp.ts";
import { cache } from "./expectations/cache.ts";
import { cpu } from "./expectations/cpu.ts";
import { dropped } from "./expectations/dropped.ts";
import { errorsStop } from "./expectations/errors-stop.ts";
import { halfOpen } from "./expectations/half-open.ts";
import { handshake } from "./expectations/handshake.ts";
import { ipvs } from "./expectations/ipvs.ts";
import { latency } from "./expectations/latency.ts";
import { leaves } from "./expectations/leaves.ts";
import { moved } from "./expectations/moved.ts";
import { outage } from "./expectations/outage.ts";
import { path } from "./expectations/path.ts";
import { reroute } from "./expectations/reroute.ts";
import { returns } from "./expectations/returns.ts";
import { rewrite } from "./expectations/rewrite.ts";
import { saw } from "./expectations/saw.ts";
import { served } from "./expectations/served.ts";
import { servedBy } from "./expectations/served-by.ts";
import { spread } from "./expectations/spread.ts";
import { stable } from "./expectations/stable.ts";
import { sticky } from "./expectations/sticky.ts";
import { survive } from "./expectations/survive.ts";
import { syns } from "./expectations/syns.ts";
import { waits } from "./expectations/waits.ts";
import type { Mention } from "./mention.ts";
import { oneOrMore } from "./values.ts";

/** What a test can expect: one entry a check, named as in `breaks: fails`. */
export const EXPECTATIONS = {
  served,
  "served-by": servedBy,
  sticky,
  cpu,
  spread,
  stable,
  path,
  rewrite,
  arp,
  ipvs,
  saw,
  "errors-stop": errorsStop,
  returns,
  waits,
  leaves,
  reroute,
  outage,
  survive,
  "half-open": halfOpen,
  dropped,
  cache,
  syns,
  handshake,
  latency,
  moved,
  answers,
} as const;

type Schemas = { readonly [K in keyof typeof EXPECTATIONS]: (typeof EXPECTATIONS)[K]["schema"] };
export type CheckName = keyof Schemas;
/** What one check is told to expect. */
export type Expectation<K extends CheckName = CheckName> = { [P in K]: z.output<Schemas[P]> }[K];

function optionalLists<S extends Record<string, z.ZodType>>(schemas: S) {
  return Object.fromEntries(
    Object.entries(schemas).map(([key, schema]) => [
      key,
      oneOrMore(schema)
        .optional()
        .describe(schema.description ?? key),
    ]),
  ) as unknown as {
    [K in keyof S]: z.ZodOptional<ReturnType<typeof oneOrMore<S[K]>>>;
  };
}

const schemas = Object.fromEntries(
  Object.entries(EXPECTATIONS).map(([key, { schema }]) => [key, schema]),
) as unknown as { -readonly [K in CheckName]: Schemas[K] };

/** A check may be asked for once or, as a list, several times. */
export const expect = z
  .strictObject(optionalLists(schemas))
  .meta({ id: "expect", description: "What is seen: one check an entry." });

export type Expect = z.output<typeof expect>;
export const CHECK_NAMES = Object.keys(EXPECTATIONS) as [CheckName, ...CheckName[]];
export const checkName = z.enum(CHECK_NAMES);

/** Everything that is expected, one by one: the check, its place in a list, and what it is told. */
export function* expectationsIn(
  expect: Expect,
): Generator<{ readonly check: CheckName; readonly at: number; readonly expectation: Expectation }> {
  for (const check of CHECK_NAMES)
    for (const [at, expectation] of (expect[check] ?? []).entries()) yield { check, at, expectation };
}

/** What an expectation names of the lab. */
export function expectationMentions<K extends CheckName>(
  check: K,
  expectation: Expectation<K>,
): Iterable<Mention> {
  const { mentions } = EXPECTATIONS[check] as { mentions: (one: Expectation<K>) => Iterable<Mention> };
  return mentions(expectation);
}
