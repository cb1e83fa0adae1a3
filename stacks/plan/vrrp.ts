import { tierNodes } from "../lab/node-ref.ts";
import type { Lab } from "../lab/schema/lab.ts";
import type { PlannedVrrp } from "./plan.ts";

/** 255 is the priority of a router that owns the addresses itself, 0 that of one that leaves (RFC 9568, 5.2.4). */
const HIGHEST_PRIORITY = 254;
const LOWEST_PRIORITY = 100;
const PRIORITY_STEP = 50;

/** The virtual router that the directors of a tier are; undefined where each has its addresses for itself. */
export function vrrpOf(lab: Lab, tier: string): PlannedVrrp | undefined {
  const spec = lab.tiers[tier];
  if (spec?.role !== "director" || spec.vrrp === null) return undefined;
  const { version, advert, preempt, sync } = spec.vrrp;
  const directors = tierNodes(tier, spec.count);
  const tiers = Object.keys(lab.tiers).filter((name) => lab.tiers[name]?.role === "director");
  return {
    version,
    advertMs: advert,
    preempt,
    sync,
    id: tiers.indexOf(tier) + 1,
    priorities: Object.fromEntries(directors.map((node, index) => [node, priority(index, directors.length)])),
  };
}

/** The first director has the highest, so that it is the master where all start together. */
function priority(index: number, count: number): number {
  const step = Math.min(
    PRIORITY_STEP,
    Math.floor((HIGHEST_PRIORITY - LOWEST_PRIORITY) / Math.max(1, count - 1)),
  );
  return LOWEST_PRIORITY + step * (count - 1 - index);
}
