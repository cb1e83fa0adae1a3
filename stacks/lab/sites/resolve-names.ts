import { parseNodeRef } from "../node-ref.ts";
import { mentionsIn } from "../rules/mentions.ts";
import type { NameKind } from "../rules/rule.ts";
import type { Lab } from "../schema/lab.ts";
import type { Mention } from "../schema/mention.ts";
import type { Path } from "../source.ts";
import { inSite, SECTIONS, siteAt, siteOf } from "./site-name.ts";

type Names = Readonly<Record<NameKind, readonly string[]>>;

/**
 * Within a site a name means the site's own first: `upstream: app` of `web.east` becomes `app.east`, where there is
 * such a tier. What stands outside of sites is left as it is.
 */
export function resolveNames(lab: Lab, names: Names): Lab {
  if (!SECTIONS.some((section) => Object.keys(lab[section]).some((name) => siteOf(name) !== null)))
    return lab;
  const known = {
    segment: new Set(names.segments),
    tier: new Set(names.tiers),
    service: new Set(names.services),
    node: new Set(names.tiers),
    asked: new Set([...names.services, ...names.tiers]),
    answer: new Set([...names.services, ...names.tiers]),
  };
  const resolved = structuredClone(lab);
  const subject = { lab, names, tests: [], patched: null };
  for (const mention of mentionsIn(subject)) {
    const site = siteAt(mention.path);
    const own = site === undefined ? null : ownName(mention, site, known[mention.kind]);
    if (own !== null) put(resolved, mention, own);
  }
  return resolved;
}

function ownName({ kind, name }: Mention, site: string, known: ReadonlySet<string>): string | null {
  if (siteOf(name) !== null) return null;
  const tier = kind === "node" ? parseNodeRef(name).tier : name;
  return known.has(inSite(tier, site)) ? inSite(name, site) : null;
}

/** Writes a name into its place, as the value there or as its key, which keeps its rank among the others. */
function put(lab: Lab, { path, on }: Mention, name: string): void {
  const holder = holderOf(lab, path);
  const last = path.at(-1);
  if (holder === undefined || last === undefined) return;
  if (on === "value") {
    holder[last] = name;
    return;
  }
  const entries = Object.entries(holder);
  for (const [key, value] of entries) {
    delete holder[key];
    holder[key === last ? name : key] = value;
  }
}

function holderOf(lab: Lab, path: Path): Record<string | number, unknown> | undefined {
  let value: unknown = lab;
  for (const step of path.slice(0, -1)) value = Object(value)[step];
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
}
