import { isNamedBy, tierNodes } from "../lab/node-ref.ts";
import type { Lab } from "../lab/schema/lab.ts";
import type { Tier } from "../lab/schema/tier.ts";

/** One node before anything is decided about it but its name and its cables. */
export interface Member {
  /** `web2`. */
  readonly name: string;
  readonly tier: string;
  readonly spec: Tier;
  /** Its segments, in the order eth0, eth1, …. */
  readonly segments: readonly string[];
}

/** Every node of the lab, tier by tier as the file has them. */
export function membersOf(lab: Lab): Member[] {
  return Object.entries(lab.tiers).flatMap(([tier, spec]) => {
    const segments = [...new Set(spec.on)];
    return tierNodes(tier, spec.count).map((name) => ({ name, tier, spec, segments }));
  });
}

/** The nodes that a reference means: `web2` one, `web` or `web*` all of a tier. */
export function membersNamed(reference: string, members: readonly Member[]): Member[] {
  return members.filter((member) => isNamedBy(member, reference));
}
