import type { LabFileInput } from "./schema/lab.ts";

/**
 * A lab in TypeScript, the same as a lab file. The compiler checks the names of tiers, segments, services and sites
 * wherever the lab speaks of them, and an editor completes them; all else is checked when the lab is planned. What
 * stands under `site` and in breaks and timelines is not checked before.
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
  const Site extends string = never,
>(lab: LabDefinition<Segment, Tier, Service, Site>): LabDefinition<Segment, Tier, Service, Site> {
  return lab;
}

/** A lab file whose names are known to the compiler. */
export type LabDefinition<
  Segment extends string = string,
  Tier extends string = string,
  Service extends string = string,
  Site extends string = string,
> = Omit<LabFileInput, "sites" | "segments" | "tiers" | "services" | "names" | "tests"> & {
  /** The sites, each with its own copy of `site`. */
  readonly sites?: Readonly<Record<Site, Sites[string]>>;
  /** The L2 broadcast domains. */
  readonly segments: Readonly<Record<Segment, LabFileInput["segments"][string]>>;
  /** The tiers: a number of like nodes with one role. */
  readonly tiers: Readonly<Record<Tier, Named<Tiers[string], Names<Segment, Tier, Service, Site>>>>;
  /** The virtual services. */
  readonly services?: Readonly<
    Record<Service, Named<Services[string], ServiceNames<NoInfer<Tier>, NoInfer<Site>>>>
  >;
  /** The names of the DNS that clients look up. */
  readonly names?: Readonly<
    Record<
      string,
      Named<NonNullable<LabFileInput["names"]>[string], { dns: Of<NoInfer<Tier>, NoInfer<Site>> }>
    >
  >;
  /** The claims, each with its proof and its breaks. */
  readonly tests?: readonly NonNullable<LabFileInput["tests"]>[number][];
};

type Sites = NonNullable<LabFileInput["sites"]>;
type Tiers = LabFileInput["tiers"];
type Services = NonNullable<LabFileInput["services"]>;

/** A name, or one of a site's own. */
type Of<Name extends string, Site extends string> = Name | `${string}.${Site}`;

/** `web` or `web2`. */
type NodeOf<Tier extends string, Site extends string> = Tier | `${Tier}${number}` | `${string}.${Site}`;

type OneOrMore<T> = T | readonly T[];

/** What of a tier names a part of the lab. NoInfer: a name that is spoken of does not come to be by that. */
interface Names<Segment extends string, Tier extends string, Service extends string, Site extends string> {
  on: OneOrMore<Of<NoInfer<Segment>, NoInfer<Site>>>;
  gateway: NodeOf<NoInfer<Tier>, NoInfer<Site>>;
  resolver: NodeOf<NoInfer<Tier>, NoInfer<Site>>;
  upstream: Of<NoInfer<Tier>, NoInfer<Site>>;
  protect: OneOrMore<Of<NoInfer<Service>, NoInfer<Site>>>;
}

interface ServiceNames<Tier extends string, Site extends string> {
  director: Of<Tier, Site>;
  sorry: NodeOf<Tier, Site>;
  servers:
    | OneOrMore<Of<Tier, Site>>
    | { readonly [T in Of<Tier, Site>]?: { readonly weights?: readonly number[]; readonly port?: number } };
}

/** The same with other types for some keys, of each member of a union. */
type Named<T, Types> = T extends unknown
  ? {
      readonly [Key in keyof T]: Key extends keyof Types
        ? Types[Key] | Extract<T[Key], null | undefined>
        : T[Key];
    }
  : never;
