import type { RuleFinding } from "../finding.ts";
import { isMapping, mergePatch, type RawMapping } from "../merge-patch.ts";
import { siteName } from "../schema/values.ts";
import type { Path } from "../source.ts";
import { carve } from "./carve.ts";
import { numberVips } from "./host-number.ts";
import { inSite, SECTIONS, type Section, siteOf } from "./site-name.ts";
import { writtenPath } from "./written-path.ts";

/** A lab's document with each site's copy of `site` written out beside what stands outside of sites. */
export interface Expansion {
  readonly raw: RawMapping;
  readonly sites: readonly string[];
  /** What is wrong with the sites themselves, by paths into `raw`. */
  readonly findings: readonly RuleFinding[];
  /** Values of `raw` that these findings, or others, tell all about: the schema is not asked about them again. */
  readonly unsettled: readonly Path[];
  /** Where something of `raw` stands in the document as written. */
  readonly writtenPath: (path: Path) => Path;
}

/** More sites than these are not looked at. */
export const MAX_SITES = 20;

/**
 * Gives each site its own copy of what stands under `site`, with its own settings merged over it: segment `edge.east`,
 * tier `web.east`, service `shop.east`. Also turns `vip: edge.100` into an address. Takes any document: what is no
 * mapping where one belongs is left for the schema to refuse.
 */
export function expandSites(written: RawMapping): Expansion {
  const sites = sitesOf(written);
  const copies = sites.slice(0, MAX_SITES).map(([site, own]) => copyOf(site, own, partsOf(written.site)));
  const raw: Record<string, unknown> = { ...written };
  for (const section of SECTIONS) {
    const shared = written[section];
    if (copies.length > 0 && (shared === undefined || isMapping(shared))) {
      raw[section] = Object.assign({}, shared, ...copies.map((copy) => copy.parts[section]));
    }
  }
  const vips =
    isMapping(raw.services) && isMapping(raw.segments) ? numberVips(raw.services, raw.segments) : null;
  const carved = copies.flatMap(({ findings }) => findings);
  return {
    raw: vips === null ? raw : { ...raw, services: vips.services },
    sites: sites.map(([site]) => site),
    findings: [...tooMany(sites.length), ...dotted(written), ...carved, ...(vips?.findings ?? [])],
    unsettled: [
      ...carved.flatMap(({ cause }) => (cause === undefined ? [] : [cause.path.slice(0, 2)])),
      ...(vips?.unsettled ?? []),
    ],
    writtenPath: (path) => writtenPath(written, path),
  };
}

function sitesOf({ sites }: RawMapping): [string, RawMapping][] {
  return Object.entries(isMapping(sites) ? sites : {}).filter(
    (entry): entry is [string, RawMapping] => siteName.safeParse(entry[0]).success && isMapping(entry[1]),
  );
}

type Parts = Readonly<Record<Section, RawMapping>>;

function partsOf(value: unknown): Parts {
  const part = (section: Section) => {
    const found = isMapping(value) ? value[section] : undefined;
    return isMapping(found) ? found : {};
  };
  return { segments: part("segments"), tiers: part("tiers"), services: part("services") };
}

function copyOf(site: string, own: RawMapping, shared: Parts) {
  const changes = partsOf(own);
  const merged = (section: Section) => mergePatch(shared[section], changes[section]) as RawMapping;
  const { segments, findings } = carve(site, own.prefix, merged("segments"));
  const named = (part: RawMapping) =>
    Object.fromEntries(Object.entries(part).map(([name, value]) => [inSite(name, site), value]));
  return {
    parts: {
      segments: named(segments),
      tiers: named(merged("tiers")),
      services: named(merged("services")),
    },
    findings: findings.map((finding): RuleFinding => ({ rule: "site-full", ...finding })),
  };
}

function tooMany(count: number): RuleFinding[] {
  const label = `expected at most ${MAX_SITES}`;
  return count <= MAX_SITES
    ? []
    : [{ rule: "too-big", message: `${count} sites`, path: ["sites"], on: "key", label }];
}

/** `web.east` is the name of a site's own copy, and nobody else may take it. */
function dotted(written: RawMapping): RuleFinding[] {
  return SECTIONS.flatMap((section) => {
    const part = written[section];
    const names = Object.keys(isMapping(part) ? part : {}).filter((name) => siteOf(name) !== null);
    return names.map(
      (name): RuleFinding => ({
        rule: "bad-name",
        message: `\`${name}\` in \`${section}\` is not a possible name`,
        path: [section, name],
        on: "key",
        label: "expected a name without a dot",
        help: `what belongs to a site stands under \`site\`, or under \`sites: { ${siteOf(name)?.site}: … }\``,
      }),
    );
  });
}
