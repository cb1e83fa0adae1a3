import type { Bound } from "./checker-bound.ts";
import type { PlannedAnnouncement } from "./plan.ts";

/**
 * From a director's silent death to the last packet that its router sends it: the router waits for `multiplier`
 * intervals after the last word (RFC 5880, 6.8.4), then its BGP drops the neighbour's routes and the kernel learns it.
 */
export function detectionBound({ intervalMs, multiplier }: NonNullable<PlannedAnnouncement["bfd"]>): Bound {
  const ms = multiplier * intervalMs + CONVERGENCE_MS;
  return {
    ms,
    formula: `multiplier ${multiplier} x interval ${intervalMs} ms + route change ${CONVERGENCE_MS} ms = ${ms} ms`,
  };
}

/** From an orderly stop to the same: BGP is told at once, so only the change of the routes takes time. */
export function withdrawalBound(): Bound {
  return { ms: CONVERGENCE_MS, formula: `route change ${CONVERGENCE_MS} ms` };
}

/** An allowance for four hand-overs: bfdd tells zebra, zebra bgpd, bgpd zebra, and zebra the kernel. */
const CONVERGENCE_MS = 100;
