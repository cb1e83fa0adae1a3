import type { Path } from "../source.ts";

/** The parts of a lab that each site may have of its own. */
export const SECTIONS = ["segments", "tiers", "services"] as const;
export type Section = (typeof SECTIONS)[number];

/** The name of a site's own copy: `web` of site east is `web.east`. */
export function inSite(name: string, site: string): string {
  return `${name}.${site}`;
}

/** The site that something belongs to by its name, and what it is called there; null for what stands outside of sites. */
export function siteOf(name: string): { readonly name: string; readonly site: string } | null {
  const dot = name.lastIndexOf(".");
  return dot < 0 ? null : { name: name.slice(0, dot), site: name.slice(dot + 1) };
}

/** Those that a name means: the one of that name, or else every site's own. */
export function meant<T extends string>(name: string, known: readonly T[]): T[] {
  const exact = known.filter((one) => one === name);
  return exact.length > 0 ? exact : known.filter((one) => siteOf(one)?.name === name);
}

/** The site within which a place of the lab is, as told by a path; undefined outside of sites. */
export function siteAt([section, name]: Path): string | undefined {
  return SECTIONS.some((one) => one === section) ? siteOf(String(name ?? ""))?.site : undefined;
}

/** The names as one writes them at a place of the lab: within a site its own without the site, and those outside of sites. */
export function seenFrom(path: Path, names: readonly string[]): string[] {
  const at = siteAt(path);
  if (at === undefined) return [...names];
  return names.flatMap((name) => {
    const own = siteOf(name);
    if (own === null) return [name];
    return own.site === at ? [own.name] : [];
  });
}
