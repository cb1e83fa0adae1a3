import type { Bound } from "./checker-bound.ts";
import type { PlannedVrrp } from "./plan.ts";

/**
 * From the master's silent death to the next one's first act: the backup of the highest priority waits for three
 * adverts and its skew, (256 - priority) / 256 of an advert (RFC 9568, 6.1, Master_Down_Interval; in version 2 the skew
 * is a part of a second instead, RFC 3768, 6.1). A probe sees no more than its own pace of it. The timer of the last
 * advert and that of the backup may each be late.
 */
export function takeoverBound(vrrp: PlannedVrrp, struck: readonly string[], paceMs: number): Bound | null {
  const priority = nextPriority(vrrp, struck);
  return priority === null ? null : bound(vrrp, priority, ADVERTS_UNTIL_DOWN, paceMs);
}

/**
 * From a master's orderly stop to the next one's first act: it says so by an advert of priority 0, upon which the
 * backup waits for its skew alone (RFC 9568, 6.4.2).
 */
export function handoverBound(vrrp: PlannedVrrp, struck: readonly string[], paceMs: number): Bound | null {
  const priority = nextPriority(vrrp, struck);
  return priority === null ? null : bound(vrrp, priority, 0, paceMs);
}

const ADVERTS_UNTIL_DOWN = 3;

/** Two ticks of a kernel with 100 Hz: User Mode Linux, where keepalived's timers run on its ticks. */
const TIMER_LATENESS_MS = 20;

/** The highest priority of those that are left; null where nobody is. */
function nextPriority({ priorities }: PlannedVrrp, struck: readonly string[]): number | null {
  const left = Object.entries(priorities).flatMap(([node, each]) => (struck.includes(node) ? [] : [each]));
  return left.length === 0 ? null : Math.max(...left);
}

function bound(vrrp: PlannedVrrp, priority: number, adverts: number, paceMs: number): Bound {
  const skewOfMs = vrrp.version === 2 ? 1_000 : vrrp.advertMs;
  const ms = Math.ceil(
    adverts * vrrp.advertMs + ((256 - priority) / 256) * skewOfMs + paceMs + 2 * TIMER_LATENESS_MS,
  );
  const terms = [
    ...(adverts === 0 ? [] : [`${adverts} x advert ${vrrp.advertMs} ms`]),
    `skew (256 - ${priority}) / 256 x ${skewOfMs} ms`,
    `probe every ${paceMs} ms`,
    `2 timers x late by ${TIMER_LATENESS_MS} ms`,
  ];
  return { ms, formula: `${terms.join(" + ")} = ${ms} ms` };
}
