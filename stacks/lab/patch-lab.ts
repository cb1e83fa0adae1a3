import { isDeepStrictEqual } from "node:util";
import type { RuleFinding } from "./finding.ts";
import { isMapping, type RawMapping } from "./merge-patch.ts";
import { findByRules } from "./rules/registry.ts";
import type { NameKind, PlacedPatch, PlacedTest, RuleSubject } from "./rules/rule.ts";
import type { Lab } from "./schema/lab.ts";
import { checkExpanded } from "./sites/check-expanded.ts";
import { type Expansion, expandSites } from "./sites/expand-sites.ts";
import { patchWritten } from "./sites/patch-written.ts";
import { resolveNames } from "./sites/resolve-names.ts";
import { SECTIONS } from "./sites/site-name.ts";
import { tellOnce } from "./sites/tell-once.ts";

/** A lab as far as it fits its schema, beside the document that it was read from. */
export interface LabBase {
  readonly written: RawMapping;
  readonly expansion: Expansion;
  /** As its schema reads it, before names within a site are made that site's own. */
  readonly lab: Lab;
  readonly subject: RuleSubject;
  /** All that is wrong with it, by paths into the expanded document. */
  readonly findings: readonly RuleFinding[];
  /** `tiers.web` and the like, which the schema refused; a patch of these is not looked at. */
  readonly refused: ReadonlySet<string>;
}

/** A changed lab; findings are those that the lab as written has not, with paths into the changed document as written. */
export interface PatchedLab {
  /** For what is changed further; null where it is no lab. */
  readonly base: LabBase | null;
  readonly findings: readonly RuleFinding[];
}

/** Changes a lab, and checks what comes out as if it were a lab file. */
export function patchLab(base: LabBase, placedTest: PlacedTest, placed: PlacedPatch): PatchedLab {
  const written = patchWritten(base.written, placed.patch);
  const expansion = expandSites(written);
  const { raw } = expansion;
  const shape = checkExpanded(changedParts(base, raw), expansion);
  const known = new Set(base.findings.map(identity));
  const news = (findings: readonly RuleFinding[]) =>
    tellOnce(
      findings.filter((finding) => !known.has(identity(finding))),
      expansion,
    );
  if (shape.data === null || shape.findings.length > 0) {
    return { base: null, findings: news(shape.findings) };
  }
  const names = namesOf(raw);
  const lab: Lab = {
    ...base.lab,
    sites: shape.data.sites,
    segments: assemble(raw, "segments", shape.data.segments, base.lab.segments),
    tiers: assemble(raw, "tiers", shape.data.tiers, base.lab.tiers),
    services: assemble(raw, "services", shape.data.services, base.lab.services),
    names: assemble(raw, "names", shape.data.names, base.lab.names),
    allow: shape.data.allow,
  };
  const resolved = resolveNames(lab, names);
  const findings = news(findByRules({ lab: resolved, names, tests: [placedTest], patched: placed }));
  if (findings.some(({ severity }) => severity !== "warning")) return { base: null, findings };
  return {
    base: { ...base, written, expansion, lab, subject: { ...base.subject, lab: resolved, names } },
    findings,
  };
}

/** Whether a patch makes no difference to what runs. */
export function changesNothing(one: Lab, other: Lab): boolean {
  return (["sites", ...PARTS] as const).every((section) => {
    const [names, otherNames] = [Object.keys(one[section]), Object.keys(other[section])];
    const isEqual = (name: string) =>
      one[section][name] === other[section][name] ||
      JSON.stringify(one[section][name]) === JSON.stringify(other[section][name]);
    return names.length === otherNames.length && names.every(isEqual);
  });
}

const PARTS = [...SECTIONS, "names"] as const;

/** The names of all segments, tiers, services and DNS names of a document, whatever they hold. */
export function namesOf(raw: RawMapping): Record<NameKind, readonly string[]> {
  return {
    segments: keysOf(raw, "segments"),
    tiers: keysOf(raw, "tiers"),
    services: keysOf(raw, "services"),
    names: keysOf(raw, "names"),
  };
}

function keysOf(raw: RawMapping, section: NameKind): string[] {
  const value = raw[section];
  return isMapping(value) ? Object.keys(value) : [];
}

/** The document with those parts alone that the patch touched; the others are known, and need no second check. */
function changedParts({ expansion, refused }: LabBase, patched: RawMapping): RawMapping {
  const parts: Record<string, unknown> = { lab: "lab", about: "about" };
  for (const section of PARTS) {
    const value = patched[section];
    const before = expansion.raw[section];
    const isChanged = (key: string, one: unknown, old: unknown) =>
      one !== old && !isDeepStrictEqual(one, old) && !refused.has(`${section}.${key}`);
    parts[section] =
      isMapping(value) && isMapping(before)
        ? Object.fromEntries(Object.entries(value).filter(([key, one]) => isChanged(key, one, before[key])))
        : value;
  }
  const { allow, site, sites } = patched;
  return Object.fromEntries(
    Object.entries({ ...parts, allow, site, sites }).filter(([, value]) => value !== undefined),
  );
}

function assemble<T>(
  patched: RawMapping,
  section: NameKind,
  changed: Readonly<Record<string, T>>,
  written: Readonly<Record<string, T>>,
): Record<string, T> {
  const parts = keysOf(patched, section).map((key): [string, T | undefined] => [
    key,
    changed[key] ?? written[key],
  ]);
  return Object.fromEntries(parts.filter((part): part is [string, T] => part[1] !== undefined));
}

function identity({ rule, message, path }: RuleFinding): string {
  return JSON.stringify([rule, message, path]);
}
