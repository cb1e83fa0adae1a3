import { isMapping, mergePatch, type RawMapping } from "../merge-patch.ts";
import { SECTIONS } from "./site-name.ts";

/**
 * A break's patch on a lab's document as written. A null in one site's parts is not lost there: it takes away what that
 * site shares with the others.
 */
export function patchWritten(written: RawMapping, patch: RawMapping): RawMapping {
  const patched = mergePatch(written, patch) as RawMapping;
  if (!isMapping(patch.sites) || !isMapping(patched.sites)) return patched;
  const before = isMapping(written.sites) ? written.sites : {};
  const sites = Object.entries(patched.sites).map(([site, merged]): [string, unknown] => [
    site,
    withNulls(merged, entryOf(before, site), entryOf(patch.sites, site)),
  ]);
  return { ...patched, sites: Object.fromEntries(sites) };
}

function withNulls(merged: unknown, before: unknown, change: unknown): unknown {
  if (!isMapping(merged) || !isMapping(change)) return merged;
  const parts = SECTIONS.flatMap((section): [string, unknown][] =>
    isMapping(change[section]) ? [[section, keepNulls(entryOf(before, section), change[section])]] : [],
  );
  return { ...merged, ...Object.fromEntries(parts) };
}

/** As a merge patch merges, except that null becomes the value instead of taking the key away. */
function keepNulls(target: unknown, patch: unknown): unknown {
  if (!isMapping(patch)) return patch;
  const merged: Record<string, unknown> = isMapping(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) merged[key] = keepNulls(entryOf(merged, key), value);
  return merged;
}

function entryOf(holder: unknown, key: string): unknown {
  return isMapping(holder) && Object.hasOwn(holder, key) ? holder[key] : undefined;
}
