import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod";
import type { Test } from "../../stacks/lab/schema/test.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import { type LabResult, VERDICTS } from "../report/result.ts";
import type { LabFile } from "../run/lab-file.ts";

const verdict = z.enum(VERDICTS);
const checkResult = z.object({ check: z.string(), verdict, figure: z.string(), expected: z.string() });
const breakResult = z.object({
  change: z.string(),
  fails: z.string(),
  verdict,
  broken: checkResult.nullable(),
  note: z.string().nullable(),
});

const keptVerdict = z.object({
  /** The definition that was tested, as `definitionOf` gives it. */
  definition: z.string(),
  /** Milliseconds since the epoch. */
  testedAt: z.number(),
  verdict,
  note: z.string().nullable(),
  checks: z.array(checkResult),
  breaks: z.array(breakResult),
});

const verdictFile = z.object({ format: z.literal(1), tests: z.record(z.string(), keptVerdict) });

/** What the last test of a claim found. */
export type KeptVerdict = z.output<typeof keptVerdict>;
/** The last verdicts of a lab's claims by their ids. */
export type KeptVerdicts = Readonly<Record<string, KeptVerdict>>;

/** Where verdicts outlive a reboot, one file a lab; TIERLAB_VERDICTS overrides /var/lib/tierlab/verdicts. */
export function verdictFolder(): string {
  return process.env.TIERLAB_VERDICTS ?? "/var/lib/tierlab/verdicts";
}

/** What a verdict speaks of: the test as it is written, on the plan that it ran on. Another one makes it outdated. */
export function definitionOf(test: Test, plan: Plan): string {
  return createHash("sha256")
    .update(JSON.stringify([test, plan]))
    .digest("hex");
}

/** The last verdicts of a lab; none where it was never tested, or its file cannot be read or understood. */
export function readVerdicts(lab: string): KeptVerdicts {
  try {
    return verdictFile.parse(JSON.parse(readFileSync(fileOf(lab), "utf8"))).tests;
  } catch {
    return {};
  }
}

/**
 * Keeps what a test of the lab found, written whole or not at all. Claims that it left out keep the verdict that they
 * have, and so do those that it skipped, for it says nothing new about them.
 */
export function keepVerdicts(file: LabFile, result: LabResult): void {
  const before = readVerdicts(result.lab);
  const tests: Record<string, KeptVerdict> = {};
  for (const test of file.lab.tests) {
    const known = before[test.id];
    const found = result.tests.find(({ id }) => id === test.id);
    const definition = definitionOf(test, file.plan);
    const isNews = found !== undefined && (found.verdict !== "skipped" || known?.definition !== definition);
    if (isNews)
      tests[test.id] = {
        ...found,
        checks: [...found.checks],
        breaks: [...found.breaks],
        definition,
        testedAt: result.startedAt,
      };
    else if (known !== undefined) tests[test.id] = known;
  }
  // Of a result only what the file's format names is kept.
  write(fileOf(result.lab), JSON.stringify(verdictFile.parse({ format: 1, tests })));
}

function fileOf(lab: string): string {
  return join(verdictFolder(), `${lab}.json`);
}

function write(file: string, text: string): void {
  const draft = `${file}.${process.pid}.new`;
  mkdirSync(dirname(file), { recursive: true, mode: 0o755 });
  try {
    // An ordinary user may read what root has proven.
    writeFileSync(draft, text, { mode: 0o644, flush: true });
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}
