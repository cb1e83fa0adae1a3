import { isMapping, type RawMapping } from "../merge-patch.ts";
import type { Path } from "../source.ts";
import { siteOf } from "./site-name.ts";

/**
 * Where something of the expanded document stands in the document as written: a site's own setting under `sites`, what
 * it shares with the others under `site`, all else in its place. A name that was made a site's own is written without it.
 */
export function writtenPath(written: RawMapping, path: Path): Path {
  const [section, key, ...rest] = path;
  const own = typeof key === "string" ? siteOf(key) : null;
  if (section === undefined || own === null || !["segments", "tiers", "services"].includes(String(section))) {
    return path;
  }
  const shared = follow(written, ["site", section, own.name], rest, own.site);
  const changed = follow(written, ["sites", own.site, section, own.name], rest, own.site);
  if (shared === null || changed === null) return (shared ?? changed)?.path ?? path;
  const isNearer = changed.missing < shared.missing;
  return isNearer || (changed.missing === shared.missing && !isMapping(changed.value))
    ? changed.path
    : shared.path;
}

interface Followed {
  readonly path: Path;
  /** How many steps of the path are not there. */
  readonly missing: number;
  readonly value: unknown;
}

function follow(written: RawMapping, start: Path, rest: Path, site: string): Followed | null {
  let value: unknown = written;
  for (const step of start) {
    if (!has(value, step)) return null;
    value = (value as RawMapping)[step];
  }
  const path = [...start];
  let missing = 0;
  for (const step of rest) {
    const plain = typeof step === "string" && step.endsWith(`.${site}`) ? siteOf(step)?.name : undefined;
    const found = [step, plain].find((one) => missing === 0 && one !== undefined && has(value, one));
    path.push(found ?? plain ?? step);
    if (found === undefined) missing += 1;
    else value = (value as RawMapping)[found];
  }
  return { path, missing, value };
}

function has(value: unknown, step: string | number): boolean {
  return typeof value === "object" && value !== null && Object.hasOwn(value, step);
}
