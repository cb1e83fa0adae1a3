import type { DirectorBgp, RouterBgp } from "../lab/schema/bgp.ts";
import type { Lab } from "../lab/schema/lab.ts";
import { type Addresses, addressOn } from "./addresses.ts";
import type { Member } from "./member.ts";
import type { PlannedAnnouncement } from "./plan.ts";

/** One node that speaks BGP, with all that its configuration says. */
export interface BgpSpeaker {
  readonly asn: number;
  /** Its address on its first segment. */
  readonly routerId: string;
  /** All named: with `bgp listen range` and BFD both sides would wait for each other for ever. */
  readonly neighbours: readonly BgpNeighbour[];
  readonly bfd: PlannedAnnouncement["bfd"];
  /** The VIPs that it tells of, or takes. */
  readonly vips: readonly string[];
  /** Null where it only tells. */
  readonly ecmp: RouterBgp["ecmp"] | null;
}

export interface BgpNeighbour {
  readonly node: string;
  readonly address: string;
  /** This node's own address on the segment that they share. */
  readonly from: string;
  readonly asn: number;
}

/** The first AS number for private use (RFC 6996); the tiers that speak BGP take one each, in the lab's order. */
const FIRST_ASN = 64_512;

/**
 * Every node that speaks BGP. A tier is one autonomous system, as a data centre's layers are (RFC 7938, 5.2): ways
 * over its nodes are equally long and over the same systems, so that a router may take them all.
 */
export function planBgp(
  lab: Lab,
  members: readonly Member[],
  addresses: Addresses,
): ReadonlyMap<string, BgpSpeaker> {
  const speaking = members.filter(({ tier }) => bgpOf(lab, tier) !== undefined);
  const tiers = [...new Set(speaking.map(({ tier }) => tier))];
  const asnOf = (tier: string) => FIRST_ASN + tiers.indexOf(tier);
  return new Map(
    speaking.map((member): [string, BgpSpeaker] => [
      member.name,
      {
        asn: asnOf(member.tier),
        routerId: addressOn(addresses, member.name, member.segments[0] ?? ""),
        neighbours: speaking.flatMap((other) => {
          const shared = other.segments.find((segment) => member.segments.includes(segment));
          if (shared === undefined || !arePeers(lab, member.tier, other.tier)) return [];
          return [
            {
              node: other.name,
              address: addressOn(addresses, other.name, shared),
              from: addressOn(addresses, member.name, shared),
              asn: asnOf(other.tier),
            },
          ];
        }),
        bfd: bfdOf(lab, member.tier),
        vips: vipsOf(lab, member.tier),
        ecmp: routerBgpOf(lab, member.tier)?.ecmp ?? null,
      },
    ]),
  );
}

/** How the directors of a tier announce VIPs; undefined where they do not. */
export function announcementsOf(lab: Lab, tier: string): DirectorBgp | undefined {
  const spec = lab.tiers[tier];
  return (spec?.role === "director" ? spec.bgp : null) ?? undefined;
}

/** When a director's peers are told of the service's VIP; undefined where they never are. */
export function announcedWhile(lab: Lab, service: string): DirectorBgp["while"] | undefined {
  const announcements = announcementsOf(lab, lab.services[service]?.director ?? "");
  return announcements?.announce.includes(service) ? announcements.while : undefined;
}

/** The same with what watches over it, as a plan has it. */
export function announcementOf(lab: Lab, service: string): PlannedAnnouncement | undefined {
  const told = announcedWhile(lab, service);
  const bfd = bfdOf(lab, lab.services[service]?.director ?? "");
  return told && { while: told, bfd };
}

function routerBgpOf(lab: Lab, tier: string): RouterBgp | undefined {
  const spec = lab.tiers[tier];
  return (spec?.role === "router" ? spec.bgp : null) ?? undefined;
}

function bgpOf(lab: Lab, tier: string): RouterBgp | DirectorBgp | undefined {
  return announcementsOf(lab, tier) ?? routerBgpOf(lab, tier);
}

function arePeers(lab: Lab, one: string, other: string): boolean {
  return announcementsOf(lab, one)?.peers === other || announcementsOf(lab, other)?.peers === one;
}

/** Routers say how fast; their peers keep to it. */
function bfdOf(lab: Lab, tier: string): PlannedAnnouncement["bfd"] {
  const bfd = routerBgpOf(lab, announcementsOf(lab, tier)?.peers ?? tier)?.bfd ?? null;
  return bfd && { intervalMs: bfd.interval, multiplier: bfd.multiplier };
}

function vipsOf(lab: Lab, tier: string): string[] {
  const own = announcementsOf(lab, tier)?.announce;
  const names =
    own ??
    Object.keys(lab.tiers).flatMap((other) => {
      const told = announcementsOf(lab, other);
      return told?.peers === tier ? told.announce : [];
    });
  // In the lab's order, as in its plan.
  const told = Object.entries(lab.services).filter(([name]) => names.includes(name));
  return [...new Set(told.map(([, { vip }]) => vip))];
}
