import type { Document } from "yaml";
import { byPlace, type Diagnostic } from "./diagnostic.ts";
import { diagnose } from "./finding.ts";
import { sizeFindings } from "./lab-size.ts";
import { isMapping, type LabBase, namesOf, patchLab, type RawMapping } from "./patch-lab.ts";
import { diagnoseInBreak } from "./place-in-break.ts";
import { readSource } from "./read-source.ts";
import { findByRules } from "./rules/registry.ts";
import type { PlacedTest, RuleSubject } from "./rules/rule.ts";
import { type Lab, labSchema } from "./schema/lab.ts";
import { checkShape } from "./schema-findings.ts";
import { type LabSource, type Path, valueAt } from "./source.ts";

/** A lab file as it was read. */
export interface LabReading {
  /** Null where a diagnostic is an error. */
  readonly lab: Lab | null;
  /** Where its parts stand in the text, for `locate`. */
  readonly source: LabSource;
  readonly document: Document;
  /** Every error of the file at once, in the order of their places. */
  readonly diagnostics: readonly Diagnostic[];
  /** The lab as test i's break j changes it; empty where there is no lab. */
  readonly variants: readonly (readonly Lab[])[];
}

/** Reads a lab from its text; `file` is the name that its diagnostics give. Never throws for what the text holds. */
export function readLab(text: string, { file }: { readonly file: string }): LabReading {
  const { source, raw, diagnostics } = readSource(text, file);
  const told = (
    all: readonly Diagnostic[],
    lab: Lab | null = null,
    variants: readonly (readonly Lab[])[] = [],
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
  const tooMuch = sizeFindings(raw);
  if (tooMuch.length > 0) {
    return told(tooMuch.map((finding) => diagnose(source, finding)));
  }
  const { data, findings, unknownKeys } = checkShape(labSchema, raw);
  const base = data === null ? fittingPart(withoutKeys(raw, unknownKeys)) : wholeLab(raw, data);
  const all = [...findings, ...base.findings].map((finding) => diagnose(source, finding));
  const variants = base.subject.tests.map((placed) => readBreaks(source, base, placed, all));
  const isSound = data !== null && all.every(({ severity }) => severity === "warning");
  return isSound ? told(all, data, variants) : told(all);
}

/** The lab that runs while a test's break is tried; both are counted from 0. */
export function labVariant(reading: LabReading, test: number, labBreak: number): Lab {
  const lab = reading.variants[test]?.[labBreak];
  if (lab === undefined) {
    throw new Error(`Expected a lab whose test ${test} has a break ${labBreak}`);
  }
  return lab;
}

function wholeLab(raw: RawMapping, lab: Lab): LabBase {
  const tests = lab.tests.map((test, at) => ({ test, path: ["tests", at] }));
  const subject: RuleSubject = { lab, names: namesOf(raw), tests, broken: null };
  return { raw, subject, findings: findByRules(subject), refused: new Set() };
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
function fittingPart(raw: RawMapping): LabBase {
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
    segments: kept("segments"),
    tiers: kept("tiers"),
    services: kept("services"),
    tests: fitting.map(([, test]) => test),
    allow,
  };
  const { data } = checkShape(labSchema, document);
  if (data === null) {
    throw new Error("A lab without what its schema refused fits the schema");
  }
  const placed = data.tests.map(
    (test, at): PlacedTest => ({ test, path: ["tests", fitting[at]?.[0] ?? at] }),
  );
  const subject: RuleSubject = { lab: data, names: namesOf(raw), tests: placed, broken: null };
  return { raw, subject, findings: findByRules(subject), refused };
}

function readBreaks(source: LabSource, base: LabBase, placed: PlacedTest, all: Diagnostic[]): Lab[] {
  return placed.test.breaks.flatMap((labBreak, at) => {
    const path = [...placed.path, "breaks", at];
    const { lab, findings } = patchLab(base, placed, { labBreak, path });
    all.push(...findings.map((finding) => diagnoseInBreak(source, finding, path)));
    return lab === null ? [] : [lab];
  });
}
