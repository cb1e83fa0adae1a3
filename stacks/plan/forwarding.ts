import type { Lab } from "../lab/schema/lab.ts";
import { type Member, membersNamed } from "./member.ts";

/**
 * The nodes that pass on packets which are not theirs: routers, guards, directors that rewrite addresses between two
 * segments, and directors that somebody names as gateway (one-armed NAT). By mode fullnat servers answer the director
 * itself, so nobody's way leads over it.
 */
export function forwardingNodes(lab: Lab, members: readonly Member[]): ReadonlySet<string> {
  const rewriting = new Set(
    Object.values(lab.services)
      .filter((service) => service.mode === "nat")
      .map((service) => service.director),
  );
  const gateways = new Set(
    Object.values(lab.tiers).flatMap(({ gateway }) =>
      gateway === undefined ? [] : membersNamed(gateway, members).map((member) => member.name),
    ),
  );
  return new Set(
    members
      .filter(
        ({ name, tier, spec, segments }) =>
          spec.role === "router" ||
          spec.role === "guard" ||
          (spec.role === "director" && (gateways.has(name) || (rewriting.has(tier) && segments.length > 1))),
      )
      .map((member) => member.name),
  );
}
