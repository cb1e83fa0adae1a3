import { parseNodeRef } from "../node-ref.ts";
import { addressNumber, holds, prefixRange } from "../prefix.ts";
import type { Lab } from "../schema/lab.ts";
import type { Service } from "../schema/service.ts";
import type { Tier } from "../schema/tier.ts";

/** The segment whose prefix holds an address; null where none does. */
export function segmentOf(lab: Lab, address: string): string | null {
  const number = addressNumber(address);
  const found = Object.entries(lab.segments).find(([, { prefix }]) => holds(prefixRange(prefix), number));
  return found?.[0] ?? null;
}

/** The tier that a node reference speaks of; undefined where there is none. */
export function tierOf(lab: Lab, ref: string): Tier | undefined {
  return lab.tiers[parseNodeRef(ref).tier];
}

/** The segments that both tiers have an interface on. */
export function sharedSegments(one: Tier, other: Tier): string[] {
  return one.on.filter((segment) => other.on.includes(segment));
}

/** The real server tiers of a service that the lab has, with their settings. */
export function serverTiers(lab: Lab, { servers }: Service) {
  return Object.entries(servers).flatMap(([name, settings]) => {
    const tier = lab.tiers[name];
    return tier === undefined ? [] : [{ name, tier, ...settings }];
  });
}
