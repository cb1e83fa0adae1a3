import { parseNodeRef } from "../lab/node-ref.ts";
import type { Lab } from "../lab/schema/lab.ts";
import { handsOnUnchanged, type Service } from "../lab/schema/service.ts";
import { announcedWhile, announcementsOf } from "./bgp.ts";
import type { Member } from "./member.ts";
import { contains, familyOf, hostPrefix, type PerFamily, type Prefixes, parseAddress } from "./prefix.ts";
import { vipsOf } from "./vips-of.ts";
import { vrrpOf } from "./vrrp.ts";

/** Who holds which VIP, all as prefixes of one address. */
export interface VipPlaces {
  /** By director, then by segment. */
  readonly onInterface: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
  /** By tier of real servers. */
  readonly onLoopback: ReadonlyMap<string, readonly string[]>;
  /** VIPs outside every segment, with the director that routers must send them to. */
  readonly strays: readonly Stray[];
}

/** Addresses outside every segment, and the node that routers must send them to. */
export interface Stray {
  readonly prefix: string;
  readonly owner: string;
  /** The tier that hears of it by BGP, and must have no static route beside that. */
  readonly learntBy?: string;
}

/**
 * A VIP belongs to the first node of its director's tier, on the interface of the VIP's segment; without VRRP two
 * directors that hold it would fight over it by ARP or its like in IPv6. With VRRP it is keepalived's to give to the master. Real servers
 * that are reached by mode dr or tun hold it on lo.
 */
export function placeVips(lab: Lab, members: readonly Member[], prefixes: PerFamily<Prefixes>): VipPlaces {
  const onInterface = new Map<string, Map<string, string[]>>();
  const onLoopback = new Map<string, string[]>();
  const strays = new Map<string, Stray>();
  for (const [name, service] of Object.entries(lab.services)) {
    const vips = vipsOf(service);
    const director = members.find((member) => member.tier === service.director);
    const announced = announcedWhile(lab, name);
    // A VIP that is announced while it is served comes to lo, and goes, by keepalived's hand.
    const holders = [
      ...(announced === "always" ? [service.director] : []),
      ...answeringTiers(service).filter((tier) => holdsVip(lab, tier, service)),
    ];
    for (const tier of holders)
      addOnce(
        entry(onLoopback, tier, () => []),
        vips.map(hostPrefix),
      );
    const isStray = (vip: string) =>
      ![...prefixes[familyOf(vip)].values()].some((prefix) => contains(prefix, parseAddress(vip)));
    const peers = announcementsOf(lab, service.director)?.peers;
    const speaker = members.find(({ tier }) => tier === peers);
    // Who speaks BGP with the directors knows the way; all others are led to it.
    if (announced !== undefined && speaker !== undefined)
      for (const vip of vips.filter(isStray)) {
        const prefix = hostPrefix(vip);
        strays.set(prefix, { prefix, owner: speaker.name, learntBy: speaker.tier });
      }
    if (director === undefined || announced !== undefined || vrrpOf(lab, director.tier) !== undefined)
      continue;
    const bySegment = entry(onInterface, director.name, () => new Map<string, string[]>());
    for (const vip of vips) {
      const all = prefixes[familyOf(vip)];
      addOnce(
        entry(bySegment, segmentOfVip(vip, director, all), () => []),
        [hostPrefix(vip)],
      );
      if (isStray(vip)) strays.set(hostPrefix(vip), { prefix: hostPrefix(vip), owner: director.name });
    }
  }
  return { onInterface, onLoopback, strays: [...strays.values()] };
}

/** Whether any service reaches the tier by mode dr: such a node keeps quiet by ARP about what lo holds. */
export function isDirectServer(lab: Lab, tier: string): boolean {
  return Object.values(lab.services).some(
    (service) => service.mode === "dr" && answeringTiers(service).includes(tier),
  );
}

/** The tiers that packets to the VIP are handed to: the real servers', and that of the sorry server. */
export function answeringTiers({ servers, sorry }: Service): string[] {
  return [...new Set([...Object.keys(servers), ...(sorry === undefined ? [] : [parseNodeRef(sorry).tier])])];
}

/** Whether any service reaches the tier by mode tun: such a node unwraps what it is sent. */
export function isTunnelServer(lab: Lab, tier: string): boolean {
  return Object.values(lab.services).some(
    (service) => service.mode === "tun" && answeringTiers(service).includes(tier),
  );
}

/** One outside every segment lies on the first interface that has an address of its family. */
function segmentOfVip(vip: string, director: Member, prefixes: Prefixes): string {
  const address = parseAddress(vip);
  const home = director.segments.find((segment) => {
    const prefix = prefixes.get(segment);
    return prefix !== undefined && contains(prefix, address);
  });
  return home ?? director.segments.find((segment) => prefixes.has(segment)) ?? "";
}

function holdsVip(lab: Lab, tier: string, service: Service): boolean {
  const spec = lab.tiers[tier];
  const told = spec?.role === "nginx" || spec?.role === "tomcat" ? spec["vip-on-lo"] : undefined;
  return told ?? handsOnUnchanged(service.mode);
}

function addOnce(list: string[], items: readonly string[]): void {
  list.push(...items.filter((item) => !list.includes(item)));
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
