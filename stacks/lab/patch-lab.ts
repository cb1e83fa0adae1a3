import type { RuleFinding } from "./finding.ts";
import { findByRules } from "./rules/registry.ts";
import type { NameKind, PlacedPatch, PlacedTest, RuleSubject } from "./rules/rule.ts";
import { type Lab, labSchema } from "./schema/lab.ts";
import { checkShape } from "./schema-findings.ts";

/** A lab as far as it fits its schema, beside the document that it was read from. */
export interface LabBase {
  readonly raw: RawMapping;
  readonly subject: RuleSubject;
  /** What its rules found. */
  readonly findings: readonly RuleFinding[];
  /** `tiers.web` and the like, which the schema refused; a patch of these is not looked at. */
  readonly refused: ReadonlySet<string>;
}

export type RawMapping = Readonly<Record<string, unknown>>;

/** A changed lab; findings are those that the lab as written has not, with paths into the changed document. */
export interface PatchedLab {
  readonly raw: RawMapping;
  readonly lab: Lab | null;
  readonly findings: readonly RuleFinding[];
}

/** Changes a lab, and checks what comes out as if it were a lab file. */
export function patchLab(base: LabBase, placedTest: PlacedTest, placed: PlacedPatch): PatchedLab {
  const raw = mergePatch(base.raw, placed.patch) as RawMapping;
  const changed = changedParts(base, raw);
  const shape = checkShape(labSchema, changed);
  if (shape.data === null) {
    return { raw, lab: null, findings: shape.findings };
  }
  const written = base.subject.lab;
  const lab: Lab = {
    ...written,
    segments: assemble(base, raw, "segments", shape.data.segments, written.segments),
    tiers: assemble(base, raw, "tiers", shape.data.tiers, written.tiers),
    services: assemble(base, raw, "services", shape.data.services, written.services),
    allow: shape.data.allow,
  };
  const known = new Set(base.findings.map(identity));
  const subject = { lab, names: namesOf(raw), tests: [placedTest], patched: placed };
  const findings = findByRules(subject).filter((finding) => !known.has(identity(finding)));
  return { raw, lab: findings.every(({ severity }) => severity === "warning") ? lab : null, findings };
}

/** Whether a patch makes no difference to what runs. */
export function changesNothing(one: Lab, other: Lab): boolean {
  return (["segments", "tiers", "services"] as const).every((section) => {
    const [names, otherNames] = [Object.keys(one[section]), Object.keys(other[section])];
    const isEqual = (name: string) =>
      one[section][name] === other[section][name] ||
      JSON.stringify(one[section][name]) === JSON.stringify(other[section][name]);
    return names.length === otherNames.length && names.every(isEqual);
  });
}

/** A JSON merge patch (RFC 7396): mappings are merged by key, null removes, all else is replaced, lists too. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isMapping(patch)) {
    return patch;
  }
  const merged: Record<string, unknown> = isMapping(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) {
      delete merged[key];
    } else {
      merged[key] = mergePatch(Object.hasOwn(merged, key) ? merged[key] : undefined, value);
    }
  }
  return merged;
}

/** The names of all segments, tiers and services of a document, whatever they hold. */
export function namesOf(raw: RawMapping): Record<NameKind, readonly string[]> {
  return {
    segments: keysOf(raw, "segments"),
    tiers: keysOf(raw, "tiers"),
    services: keysOf(raw, "services"),
  };
}

export function isMapping(value: unknown): value is RawMapping {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function keysOf(raw: RawMapping, section: NameKind): string[] {
  const value = raw[section];
  return isMapping(value) ? Object.keys(value) : [];
}

/** The document with those parts alone that the patch touched; the others are known, and need no second check. */
function changedParts({ raw, refused }: LabBase, patched: RawMapping): RawMapping {
  const parts: Record<string, unknown> = { lab: "lab", about: "about" };
  for (const section of ["segments", "tiers", "services"] as const) {
    const value = patched[section];
    const before = raw[section];
    parts[section] =
      isMapping(value) && isMapping(before)
        ? Object.fromEntries(
            Object.entries(value).filter(
              ([key, one]) => one !== before[key] && !refused.has(`${section}.${key}`),
            ),
          )
        : value;
  }
  const allow = patched.allow;
  return Object.fromEntries(Object.entries({ ...parts, allow }).filter(([, value]) => value !== undefined));
}

function assemble<T>(
  base: LabBase,
  patched: RawMapping,
  section: NameKind,
  changed: Readonly<Record<string, T>>,
  written: Record<string, T>,
): Record<string, T> {
  if (patched[section] === base.raw[section]) {
    return written;
  }
  const parts = keysOf(patched, section).map((key): [string, T | undefined] => [
    key,
    changed[key] ?? written[key],
  ]);
  return Object.fromEntries(parts.filter((part): part is [string, T] => part[1] !== undefined));
}

function identity({ rule, message, path }: RuleFinding): string {
  return JSON.stringify([rule, message, path]);
}
