import { readdirSync, readFileSync } from "node:fs";
import test from "ava";
import fc from "fast-check";
import { readLab } from "../../stacks/lab/read-lab.ts";
import { renderDiagnostic } from "../../stacks/lab/render-diagnostic.ts";

const LABS = new URL("../../labs/", import.meta.url);
const labs = readdirSync(LABS)
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => readFileSync(new URL(name, LABS), "utf8"));
const goldens = readdirSync(new URL("golden/", import.meta.url))
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => readFileSync(new URL(`golden/${name}`, import.meta.url), "utf8"));

const sites = readFileSync(new URL("sites/two-sites.yaml", import.meta.url), "utf8");

/** Far above what a lab takes; it tells an endless search from a slow machine. */
const MAX_MS = 5_000;
const RUNS = Number(process.env.TIERLAB_RUNS ?? 300);

/** A text reads as a lab, or as errors that each have a place in it; and never takes long. */
function assertReads(text: string): void {
  const began = performance.now();
  const { lab, diagnostics, variants } = readLab(text, { file: "x.yaml" });
  const took = performance.now() - began;
  if (took > MAX_MS) {
    throw new Error(`Expected an answer within ${MAX_MS} ms, took ${took}`);
  }
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if ((lab === null) !== errors.length > 0) {
    throw new Error(`Expected either a lab or errors, got ${errors.length} errors`);
  }
  if (lab !== null && variants.some((one, at) => one.breaks.length !== lab.tests[at]?.breaks.length)) {
    throw new Error("Expected a changed lab for each break");
  }
  for (const diagnostic of diagnostics) {
    for (const span of [
      diagnostic.span,
      ...(diagnostic.secondary === null ? [] : [diagnostic.secondary.span]),
    ]) {
      const lineStart = text.slice(0, span.start).lastIndexOf("\n") + 1;
      const line = text.slice(0, span.start).split("\n").length;
      if (
        span.start > span.end ||
        span.end > text.length ||
        span.line !== line ||
        span.column !== span.start - lineStart + 1
      ) {
        throw new Error(
          `Expected a span within the text, got ${JSON.stringify(span)} of ${diagnostic.message}`,
        );
      }
    }
    if (diagnostic.message === "" || /undefined|\[object|NaN/.test(renderDiagnostic(diagnostic, ""))) {
      throw new Error(`Expected words for people, got ${JSON.stringify(diagnostic)}`);
    }
    renderDiagnostic(diagnostic, text);
  }
}

/** What a slip of the hand makes of a file. */
const edit = fc.oneof(
  fc.record({ do: fc.constant("delete-line" as const), at: fc.nat() }),
  fc.record({ do: fc.constant("repeat-line" as const), at: fc.nat() }),
  fc.record({ do: fc.constant("swap-lines" as const), at: fc.nat(), with: fc.nat() }),
  fc.record({ do: fc.constant("indent-line" as const), at: fc.nat(), by: fc.integer({ min: -4, max: 4 }) }),
  fc.record({ do: fc.constant("delete-token" as const), at: fc.nat() }),
  fc.record({ do: fc.constant("repeat-token" as const), at: fc.nat() }),
  fc.record({ do: fc.constant("swap-tokens" as const), at: fc.nat(), with: fc.nat() }),
  fc.record({ do: fc.constant("replace-token" as const), at: fc.nat(), by: scalar() }),
);
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

function scalar(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(
      "null",
      "~",
      "{}",
      "[]",
      "[web]",
      "-1",
      "0",
      "1e9",
      "99999999999",
      "true",
      "''",
      "web99",
      "constructor",
    ),
    fc.constantFrom(
      "10.10.0.0/24",
      "10.10.0.255",
      "0ms",
      "&a",
      "*a",
      "!x",
      "|",
      ">",
      "? ",
      "<<",
      "__proto__",
      "\u202e",
      "\t",
      "#",
    ),
    fc.string({ maxLength: 8 }),
    fc.double().map(String),
  );
}

function apply(text: string, change: Edit): string {
  if (change.do.endsWith("line") || change.do === "swap-lines") {
    const lines = text.split("\n");
    const at = change.at % lines.length;
    const line = lines[at] ?? "";
    if (change.do === "delete-line") {
      lines.splice(at, 1);
    } else if (change.do === "repeat-line") {
      lines.splice(at, 0, line);
    } else if (change.do === "swap-lines") {
      const other = change.with % lines.length;
      [lines[at], lines[other]] = [lines[other] ?? "", line];
    } else if (change.do === "indent-line") {
      lines[at] = change.by >= 0 ? " ".repeat(change.by) + line : line.slice(-change.by);
    }
    return lines.join("\n");
  }
  const tokens = text.match(/[A-Za-z0-9_./%-]+|\s+|./gs) ?? [];
  const at = change.at % Math.max(1, tokens.length);
  const token = tokens[at] ?? "";
  if (change.do === "delete-token") {
    tokens.splice(at, 1);
  } else if (change.do === "repeat-token") {
    tokens.splice(at, 0, token);
  } else if (change.do === "swap-tokens") {
    const other = change.with % Math.max(1, tokens.length);
    [tokens[at], tokens[other]] = [tokens[other] ?? "", token];
  } else if (change.do === "replace-token") {
    tokens[at] = change.by;
  }
  return tokens.join("");
}

test("any text is a lab or has errors with places, and nothing throws", (t) => {
  const texts = fc.oneof(
    fc.string({ maxLength: 300 }),
    fc.string({ unit: "binary", maxLength: 300 }),
    fc
      .array(
        fc.oneof(
          scalar(),
          fc.constantFrom("\n", "\n  ", ": ", "- ", "{", "}", "[", "]", ", ", "lab", "tiers", "tests"),
        ),
      )
      .map((parts) => parts.join("")),
  );
  fc.assert(fc.property(texts, assertReads), { numRuns: RUNS, includeErrorInReport: true });
  t.pass();
});

test("any JSON value in the place of a lab's part is read or refused with places", (t) => {
  const named = fc.dictionary(
    fc.constantFrom("web", "app", "x", "x.e"),
    fc.oneof(
      fc.jsonValue(),
      fc.constantFrom<unknown>("/24", { role: "nginx", on: "x" }, { vip: "x.9", director: "x" }),
    ),
  );
  const part = fc.record(
    { prefix: fc.constant("10.1.0.0/16"), segments: named, tiers: named, services: named },
    { requiredKeys: [] },
  );
  const parts = fc.record({
    lab: fc.oneof(fc.constant("x"), fc.jsonValue()),
    about: fc.oneof(fc.constant("x"), fc.jsonValue()),
    segments: fc.oneof(fc.constant({ a: "10.0.0.0/24" }), fc.jsonValue()),
    tiers: fc.oneof(
      fc.constant({ web: { role: "nginx", on: "a" } }),
      fc.dictionary(fc.constantFrom("web", "app", "x"), fc.jsonValue()),
      fc.jsonValue(),
    ),
    services: fc.oneof(fc.dictionary(fc.constantFrom("shop", "x"), fc.jsonValue()), fc.jsonValue()),
    tests: fc.oneof(
      fc.array(fc.jsonValue()),
      fc.array(fc.record({ id: fc.jsonValue(), breaks: fc.jsonValue(), expect: fc.jsonValue() })),
      fc.jsonValue(),
    ),
    sites: fc.oneof(
      fc.constant({ e: { prefix: "10.1.0.0/16" } }),
      fc.dictionary(fc.constantFrom("e", "w"), fc.oneof(part, fc.jsonValue())),
      fc.jsonValue(),
    ),
    site: fc.oneof(part, fc.jsonValue()),
    allow: fc.jsonValue(),
  });
  fc.assert(
    fc.property(parts, (lab) => assertReads(JSON.stringify(lab))),
    { numRuns: RUNS, includeErrorInReport: true },
  );
  t.pass();
});

test("a real lab with slips of the hand is a lab or has errors with places", (t) => {
  const edits = fc.array(edit, { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(fc.oneof(fc.constantFrom(...labs, ...goldens), fc.constant(sites)), edits, (text, changes) =>
      assertReads(changes.reduce(apply, text)),
    ),
    { numRuns: RUNS, includeErrorInReport: true },
  );
  t.pass();
});

test("any patch in the place of a break's makes a lab or has errors with places", (t) => {
  const text = readFileSync(new URL("lvs-dr.yaml", LABS), "utf8");
  const patches = fc.record(
    {
      segments: fc.dictionary(fc.constantFrom("dmz", "office", "new"), fc.jsonValue({ maxDepth: 2 })),
      tiers: fc.dictionary(
        fc.constantFrom("web", "lvs", "app", "client", "new"),
        fc.oneof(
          fc.jsonValue({ maxDepth: 2 }),
          fc.record(
            {
              role: fc.constantFrom("nginx", "client", null),
              count: fc.integer({ min: 0, max: 9 }),
              on: fc.constantFrom("dmz", "far", null),
            },
            { requiredKeys: [] },
          ),
        ),
      ),
      services: fc.dictionary(fc.constantFrom("shop", "new"), fc.jsonValue({ maxDepth: 2 })),
    },
    { requiredKeys: [] },
  );
  const place = "{ tiers: { web: { upstream: null } } }";
  t.true(text.includes(place));
  fc.assert(
    fc.property(patches, (patch) => assertReads(text.replace(place, () => JSON.stringify(patch)))),
    { numRuns: RUNS, includeErrorInReport: true },
  );
  t.pass();
});

test("any patch of sites in the place of a break's makes a lab or has errors with places", (t) => {
  const changes = fc.dictionary(
    fc.constantFrom("dmz", "lvs", "web", "app", "shop", "core"),
    fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.record(
        {
          role: fc.constantFrom("nginx", "router", null),
          on: fc.constantFrom("edge", "apps", ["edge", "edge.west"], null),
          vip: fc.constantFrom("edge.7", "apps.west.9", null),
          servers: fc.constantFrom("web", "web.west", { app: { port: 80 } }),
        },
        { requiredKeys: [] },
      ),
    ),
  );
  const parts = fc.record({ segments: changes, tiers: changes, services: changes }, { requiredKeys: [] });
  const patches = fc.record(
    {
      site: parts,
      sites: fc.dictionary(fc.constantFrom("east", "west", "new"), fc.option(parts)),
      tiers: changes,
    },
    { requiredKeys: [] },
  );
  const place = "{ site: { tiers: { web: { upstream: null } } } }";
  t.true(sites.includes(place));
  fc.assert(
    fc.property(patches, (patch) => assertReads(sites.replace(place, () => JSON.stringify(patch)))),
    { numRuns: RUNS, includeErrorInReport: true },
  );
  t.pass();
});
