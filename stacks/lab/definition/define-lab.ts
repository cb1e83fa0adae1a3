import type { DefinedNames } from "./lab-names.ts";
import type { Lab } from "./lab-types.ts";

/**
 * A lab in TypeScript, the same as a lab file. The compiler checks the names of tiers, segments, services, sites and the
 * DNS wherever the lab speaks of them, in claims, breaks and timelines too, and an editor completes them; all else is
 * checked when the lab is planned. A break that adds a tier, which the language allows, is for a lab file.
 *
 * @example
 * const shop = defineLab({
 *   lab: "shop",
 *   about: "Web servers behind an LVS director.",
 *   segments: { office: "198.51.100.0/24", dmz: "10.10.0.0/24" },
 *   tiers: {
 *     client: { role: "client", on: "office" },
 *     edge: { role: "router", on: ["office", "dmz"] },
 *     lvs: { role: "director", on: "dmz" },
 *     web: { role: "nginx", on: "dmz", count: 3 },
 *   },
 *   services: { shop: { vip: "10.10.0.100", director: "lvs", mode: "dr", servers: "web" } },
 * });
 */
export function defineLab<
  const Segment extends string,
  const Tier extends string,
  const Service extends string = never,
  const Domain extends string = never,
  const Site extends string = never,
  const OwnSegment extends string = never,
  const OwnTier extends string = never,
  const OwnService extends string = never,
>(
  lab: Lab<
    Defined<Segment, Tier, Service, Domain, Site, OwnSegment, OwnTier, OwnService>,
    // A name that is spoken of does not come to be by that.
    Defined<
      NoInfer<Segment>,
      NoInfer<Tier>,
      NoInfer<Service>,
      NoInfer<Domain>,
      NoInfer<Site>,
      NoInfer<OwnSegment>,
      NoInfer<OwnTier>,
      NoInfer<OwnService>
    >
  >,
): LabDefinition<Defined<Segment, Tier, Service, Domain, Site, OwnSegment, OwnTier, OwnService>> {
  return lab;
}

/** A lab whose names are known to the compiler; without any, it may be any lab. */
export type LabDefinition<D extends DefinedNames = DefinedNames> = Lab<D, D>;

interface Defined<
  Segment extends string,
  Tier extends string,
  Service extends string,
  Domain extends string,
  Site extends string,
  OwnSegment extends string,
  OwnTier extends string,
  OwnService extends string,
> {
  readonly segment: Segment;
  readonly tier: Tier;
  readonly service: Service;
  readonly domain: Domain;
  readonly site: Site;
  readonly ownSegment: OwnSegment;
  readonly ownTier: OwnTier;
  readonly ownService: OwnService;
}
