import * as z from "zod";
import { reportedPicture } from "./reported-picture.ts";
import { type Report, VERDICTS } from "./result.ts";

/** The report that a text of `tierlab test --format json` holds; throws where it is none, with the first thing that is wrong. */
export function readReport(text: string): Report {
  const found = report.safeParse(JSON.parse(text));
  if (found.success) return found.data;
  const [issue] = found.error.issues;
  throw new Error(`${issue?.path.join(".") ?? ""}: ${issue?.message ?? "is wrong"}`);
}

const verdict = z.enum(VERDICTS);
const text = z.string();

const frame = z.object({ hex: z.string().regex(/^([0-9a-f]{2})*$/), length: z.number() });

const check = z.object({
  check: text,
  verdict,
  where: text,
  outcome: z.enum(["holds", "fails", "not-measured"]),
  expected: text,
  observed: text,
  figure: text,
  sentence: text,
  look: text.nullable(),
  window: z.object({ from: z.number(), to: z.number(), boundMs: z.number() }).exactOptional(),
  packet: z
    .object({
      at: text,
      frames: z.tuple([z.number(), z.number()]),
      fields: z.array(z.object({ name: text, before: text, after: text })),
      bytes: z.tuple([frame, frame]).exactOptional(),
    })
    .exactOptional(),
  facts: z.array(text).exactOptional(),
});

const counts = z.array(z.number());

const traffic = z.object({
  startedAt: z.number(),
  binMs: z.number().positive(),
  served: counts,
  failed: counts,
  servers: z.record(text, z.number()),
  latency: z.object({ medianMs: z.number(), p95Ms: z.number(), greatestMs: z.number(), counts }).nullable(),
  faults: z.array(z.object({ words: text, atMs: z.number() })),
  caches: z.array(z.object({ node: text, hits: counts, fetched: counts })).exactOptional(),
  syns: z.array(z.object({ node: text, total: z.number(), counts })).exactOptional(),
});

const labBreak = z.object({
  change: text,
  fails: text,
  verdict,
  broken: check.nullable(),
  seen: z.array(check),
  restored: check.nullable(),
  traffic: traffic.nullable(),
  where: text,
  note: text.nullable(),
});

const test = z.object({
  id: text,
  claim: text,
  verdict,
  checks: z.array(check),
  breaks: z.array(labBreak),
  traffic: traffic.nullable(),
  captureFile: text.nullable(),
  durationMs: z.number(),
  where: text,
  note: text.nullable(),
});

const lab = z.object({
  lab: text,
  source: text,
  engine: text,
  nodeKernels: z.record(text, z.enum(["host", "uml"])),
  picture: reportedPicture,
  verdict,
  tests: z.array(test),
  phases: z.array(z.object({ name: text, ms: z.number() })),
  startedAt: z.number(),
  stands: z.boolean(),
  error: text.nullable(),
  // Reports of older versions have none.
  notes: z.array(text).default([]),
});

const report: z.ZodType<Report> = z.object({
  format: z.literal(2),
  tierlab: text,
  machine: z.object({ kernel: text, cpus: z.number() }),
  versions: z.record(text, text),
  labs: z.array(lab),
  exitCode: z.number(),
});
