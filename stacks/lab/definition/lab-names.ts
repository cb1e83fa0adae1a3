/** The names that a lab in TypeScript defines. */
export interface DefinedNames {
  readonly segment: string;
  readonly tier: string;
  readonly service: string;
  /** Of the DNS. */
  readonly domain: string;
  readonly site: string;
  /** What each site has a copy of, or one site alone has. */
  readonly ownSegment: string;
  readonly ownTier: string;
  readonly ownService: string;
}

/** What a lab can speak of at one of its places, by what it means. */
export interface LabNames {
  readonly segment: string;
  readonly tier: string;
  readonly service: string;
  readonly node: string;
  readonly asked: string;
  readonly answer: string;
  readonly link: string;
  readonly hop: string;
  readonly defined: DefinedNames;
}

/** What can be spoken of outside of sites: what stands there, and what a site has with the site's name behind a dot. */
export interface Outside<D extends DefinedNames>
  extends Names<
    D,
    D["segment"] | Of<D["ownSegment"], D>,
    D["tier"] | Of<D["ownTier"], D>,
    D["service"] | Of<D["ownService"], D>,
    Nodes<D["tier"]> | Of<Nodes<D["ownTier"]>, D>
  > {}

/** What can be spoken of within a site: its own as well, by its bare name. */
export interface Within<D extends DefinedNames>
  extends Names<
    D,
    D["segment"] | D["ownSegment"] | Of<D["ownSegment"], D>,
    D["tier"] | D["ownTier"] | Of<D["ownTier"], D>,
    D["service"] | D["ownService"] | Of<D["ownService"], D>,
    Nodes<D["tier"] | D["ownTier"]> | Of<Nodes<D["ownTier"]>, D>
  > {}

interface Names<
  D extends DefinedNames,
  Segment extends string,
  Tier extends string,
  Service extends string,
  Node extends string,
> {
  readonly segment: Segment;
  readonly tier: Tier;
  readonly service: Service;
  readonly node: Node;
  readonly asked: Service | Tier | D["domain"];
  readonly answer: Service | Tier;
  /** Whether a site has the segment is left open: with all nodes of all sites these would be too many names. */
  readonly link:
    | Node
    | `${Nodes<D["tier"]>}:${Segment}`
    | `${Of<Nodes<D["ownTier"]>, D>}:${D["ownSegment"]}.${string}`;
  readonly hop:
    | Node
    | `${number}.${number}.${number}.${number}`
    | `${string}::${string}`
    | `${string}:${string}:${string}`;
  readonly defined: D;
}

type Of<Name extends string, D extends DefinedNames> = `${Name}.${D["site"]}`;

/** `web` or `web*` all of a tier, `web2` its second. */
type Nodes<Tier extends string> = Tier | `${Tier}*` | `${Tier}${number}`;
