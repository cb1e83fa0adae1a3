import type { Document } from "yaml";
import { byPlace, type Diagnostic } from "./diagnostic.ts";
import { diagnose, type RuleFinding } from "./finding.ts";
import { sizeFindings } from "./lab-size.ts";
import { isMapping, type RawMapping } from "./merge-patch.ts";
import { changesNothing, type LabBase, namesOf, patchLab } from "./patch-lab.ts";
import { diagnoseInPatch } from "./place-in-patch.ts";
import { readSource } from "./read-source.ts";
import { findByRules } from "./rules/registry.ts";
import type { PlacedPatch, PlacedTest, RuleSubject } from "./rules/rule.ts";
import type { Fault } from "./schema/fault.ts";
import { type Lab, labSchema } from "./schema/lab.ts";
import { type CheckedShape, checkShape } from "./schema-findings.ts";
import { checkExpanded } from "./sites/check-expanded.ts";
import { type Expansion, expandSites } from "./sites/expand-sites.ts";
import { resolveNames } from "./sites/resolve-names.ts";
import { tellOnce } from "./sites/tell-once.ts";
import { type LabSource, type Path, valueAt } from "./source.ts";
import { type LabsOver, labsOver } from "./timeline-labs.ts";

/** A lab file as it was read. */
export interface LabReading {
  /** Null where a diagnostic is an error. */
  readonly lab: Lab | null;
  /** Where its parts stand in the text, for `locate`. */
  readonly source: LabSource;
  readonly document: Document;
  /** Every error of the file at once, in the order of their places. */
  readonly diagnostics: readonly Diagnostic[];
  /** What each test makes of the lab; empty where there is no lab. */
  readonly variants: readonly TestVariants[];
}

/** A test's lab, changed. */
export interface TestVariants {
  /** As its faults change the lab as written. */
  readonly over: LabsOver;
  /** As each of its breaks changes it. */
  readonly breaks: readonly BrokenLab[];
}

export interface BrokenLab {
  readonly lab: Lab;
  /** As the faults that strike it change it further. */
  readonly over: LabsOver;
}

/** Reads a lab from its text; `file` is the name that its diagnostics give. Never throws for what the text holds. */
export function readLab(text: string, { file }: { readonly file: string }): LabReading {
  const { source, raw, diagnostics } = readSource(text, file);
  const told = (
    all: readonly Diagnostic[],
    lab: Lab | null = null,
    variants: readonly TestVariants[] = [],
  ) => ({
    lab,
    source,
    document: source.document,
    diagnostics: all.toSorted(byPlace),
    variants,
  });
  if (raw === null) {
    return told(diagnostics);
  }
  const expansion = expandSites(raw);
  const tooMuch = sizeFindings(expansion.raw);
  if (tooMuch.length > 0) {
    return told(tooMuch.map((finding) => diagnose(source, finding)));
  }
  const shape = checkExpanded(expansion.raw, expansion);
  const base = baseOf(raw, expansion, shape);
  const all = tellOnce(base.findings, expansion).map((finding) => diagnose(source, finding));
  const variants = base.subject.tests.map((placed) => variantsOf(source, base, placed, all));
  const isSound = shape.data !== null && all.every(({ severity }) => severity === "warning");
  return isSound ? told(all, base.subject.lab, variants) : told(all);
}

/** The lab that runs while a test's break is tried; both are counted from 0. */
export function labVariant(reading: LabReading, test: number, labBreak: number): Lab {
  return brokenLab(reading, test, labBreak).lab;
}

/** The lab that runs once a fault of a test's timeline has changed it, in the lab as written or in that of a break; undefined where the fault leaves the plan as it is. */
export function labAfter(
  reading: LabReading,
  test: number,
  labBreak: number | null,
  fault: Fault,
): Lab | undefined {
  const { over } =
    labBreak === null ? (reading.variants[test] ?? { over: null }) : brokenLab(reading, test, labBreak);
  return over?.get(fault);
}

function brokenLab(reading: LabReading, test: number, labBreak: number): BrokenLab {
  const broken = reading.variants[test]?.breaks[labBreak];
  if (broken === undefined) {
    throw new Error(`Expected a lab whose test ${test} has a break ${labBreak}`);
  }
  return broken;
}

function baseOf(written: RawMapping, expansion: Expansion, shape: CheckedShape<Lab>): LabBase {
  const fitting =
    shape.data === null
      ? fittingPart(withoutKeys(expansion.raw, shape.unknownKeys))
      : { lab: shape.data, tests: placedTests(shape.data), refused: new Set<string>() };
  const { lab, tests, refused } = fitting;
  const names = namesOf(expansion.raw);
  const subject: RuleSubject = { lab: resolveNames(lab, names), names, tests, patched: null };
  const findings = [...shape.findings, ...findByRules(subject)];
  return { written, expansion, lab, subject, findings, refused };
}

function placedTests({ tests }: Lab): PlacedTest[] {
  return tests.map((test, at) => ({ test, path: ["tests", at] }));
}

/** A misspelt key is told; what it stands in is read without it, so that its other errors are told too. */
function withoutKeys(raw: RawMapping, keys: readonly Path[]): RawMapping {
  if (keys.length === 0) {
    return raw;
  }
  const copy = structuredClone(raw);
  for (const path of keys) {
    const holder = valueAt(copy, path.slice(0, -1));
    if (isMapping(holder)) {
      Reflect.deleteProperty(holder, String(path.at(-1)));
    }
  }
  return copy;
}

/** What the schema has nothing against, so that one error does not hide the others. */
function fittingPart(raw: RawMapping): Pick<LabBase, "lab" | "refused"> & { tests: PlacedTest[] } {
  const { refused } = checkShape(labSchema, raw);
  const kept = (section: string) => {
    const value = raw[section];
    const entries = isMapping(value) && !refused.has(section) ? Object.entries(value) : [];
    return Object.fromEntries(entries.filter(([key]) => !refused.has(`${section}.${key}`)));
  };
  const tests = Array.isArray(raw.tests) ? [...raw.tests.entries()] : [];
  const fitting = tests.filter(([at]) => !refused.has("tests") && !refused.has(`tests.${at}`));
  const allow =
    Array.isArray(raw.allow) && !refused.has("allow")
      ? raw.allow.filter((_, at) => !refused.has(`allow.${at}`))
      : [];
  const document = {
    lab: "lab",
    about: "about",
    sites: kept("sites"),
    segments: kept("segments"),
    tiers: kept("tiers"),
    services: kept("services"),
    names: kept("names"),
    tests: fitting.map(([, test]) => test),
    allow,
  };
  const { data } = checkShape(labSchema, document);
  if (data === null) {
    throw new Error("A lab without what its schema refused fits the schema");
  }
  const fitted = data.tests.map(
    (test, at): PlacedTest => ({ test, path: ["tests", fitting[at]?.[0] ?? at] }),
  );
  return { lab: data, tests: fitted, refused };
}

function variantsOf(source: LabSource, base: LabBase, placed: PlacedTest, all: Diagnostic[]): TestVariants {
  const told = (place: Pick<PlacedPatch, "path" | "key">, findings: readonly RuleFinding[]) =>
    void all.push(...findings.map((finding) => diagnoseInPatch(source, finding, place)));
  const { test, path } = placed;
  return {
    over: labsOver(base, placed, test.timeline, [...path, "timeline"], told),
    breaks: test.breaks.flatMap((labBreak, at): BrokenLab[] => {
      const place = { path: [...path, "breaks", at], key: "with" } as const;
      const patched = patchLab(base, placed, { ...place, patch: labBreak.with, sees: labBreak.sees });
      const lab = patched.base?.subject.lab;
      const isSame =
        lab !== undefined && labBreak.timeline === undefined && changesNothing(base.subject.lab, lab);
      told(place, isSame ? [SAME] : patched.findings);
      if (patched.base === null || lab === undefined || isSame) return [];
      const timeline = [...(labBreak.timeline === undefined ? path : place.path), "timeline"];
      return [
        { lab, over: labsOver(patched.base, placed, labBreak.timeline ?? test.timeline, timeline, told) },
      ];
    }),
  };
}

const SAME: RuleFinding = {
  rule: "break-same",
  message: "the break changes nothing",
  path: [],
  label: "the lab is so already",
};
