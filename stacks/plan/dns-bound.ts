import type { Bound } from "./checker-bound.ts";
import type { PlannedName } from "./plan.ts";

/**
 * From a site's silent death to the last client that is sent there. A check may just have succeeded: the next one
 * starts `interval` later and fails after `timeout`, as often as `minimumFailures` says. PowerDNS counts all of it in
 * whole seconds and looks once a second which check is due (4.9, lua-record.cc: checkThread, lastStatusUpdate), and what
 * a resolver was answered just before that it keeps for the TTL. A probe sees no more than its own pace of it.
 */
export function siteRemovalBound({ check, ttlMs }: PlannedName, paceMs: number): Bound | null {
  if (check === null) return null;
  const { failures, everyMs, timeoutMs } = check;
  const ms = failures * (everyMs + timeoutMs + LOOK_MS) + ttlMs + paceMs;
  return {
    ms,
    formula: `${failures} failures x (every ${everyMs} ms + timeout ${timeoutMs} ms + counted in ${LOOK_MS} ms) + TTL ${ttlMs} ms + probe every ${paceMs} ms = ${ms} ms`,
  };
}

/** How often it looks which check is due (`lua-health-checks-interval`). */
const LOOK_MS = 1_000;
