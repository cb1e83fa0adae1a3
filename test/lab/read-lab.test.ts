import { readdirSync, readFileSync } from "node:fs";
import test from "ava";
import { readLab } from "../../stacks/lab/read-lab.ts";
import { locate } from "../../stacks/lab/source.ts";

const LABS = new URL("../../labs/", import.meta.url);
const MINIMAL =
  "lab: small\nabout: One client.\nsegments: { a: 10.0.0.0/24 }\ntiers: { client: { role: client, on: a } }\n";

function rulesOf(text: string): string[] {
  return readLab(text, { file: "x.yaml" }).diagnostics.map(({ rule }) => rule);
}

for (const name of readdirSync(LABS).filter((one) => one.endsWith(".yaml"))) {
  test(`${name} is a lab, and so is what each of its breaks makes of it`, (t) => {
    const { lab, variants, diagnostics } = readLab(readFileSync(new URL(name, LABS), "utf8"), { file: name });
    t.deepEqual(diagnostics, []);
    t.deepEqual(
      variants.map(({ breaks }) => breaks.length),
      lab?.tests.map(({ breaks }) => breaks.length),
    );
  });
}

test("what is left out has its default", (t) => {
  const { lab } = readLab(MINIMAL, { file: "x.yaml" });
  t.deepEqual(lab, {
    lab: "small",
    about: "One client.",
    sites: {},
    segments: { a: { prefix: "10.0.0.0/24" } },
    tiers: { client: { role: "client", on: ["a"], count: 1, sysctls: {}, routes: [] } },
    services: {},
    names: {},
    tests: [],
    allow: [],
  });
});

test("a health check and a probe have their times in milliseconds", (t) => {
  const { lab } = readLab(readFileSync(new URL("lvs-dr.yaml", LABS), "utf8"), { file: "x.yaml" });
  t.deepEqual(lab?.services.shop?.check, { http: "/healthz", every: 200, timeout: 500, failures: 1 });
  t.like(lab?.tests.find(({ id }) => id === "health")?.send?.[0], { every: 20, for: 4_600, timeout: 500 });
});

test("aliases are followed, also by the places of errors", (t) => {
  const text = `${MINIMAL.trimEnd().replace("}\n", "}\n").replace("{ role: client, on: a }", "&c { role: client, on: a }").replace("} }", "}, other: *c }")}\n`;
  t.deepEqual(Object.keys(readLab(text, { file: "x.yaml" }).lab?.tiers ?? {}), ["client", "other"]);
  const [unknown] = readLab(text.replace("on: a", "on: b"), { file: "x.yaml" }).diagnostics;
  t.is(unknown?.span.line, 4);
});

test("a file larger than 1 MiB is refused unread", (t) => {
  t.deepEqual(rulesOf(`${MINIMAL}# ${"x".repeat(1024 * 1024)}`), ["yaml"]);
});

test("deep nesting is refused before anything recurses", (t) => {
  for (const text of [
    "[".repeat(500_000),
    "{a: ".repeat(200_000),
    "- ".repeat(500_000),
    "? ".repeat(300_000),
  ]) {
    t.deepEqual(rulesOf(text), ["yaml"]);
  }
});

test("an alias within its own anchor and an alias bomb are refused", (t) => {
  t.deepEqual(rulesOf("lab: &a { x: *a }\n"), ["yaml"]);
  const bomb = Array.from(
    { length: 30 },
    (_, at) => `k${at}: &a${at} [${`*a${at - 1},`.repeat(at === 0 ? 0 : 9)}]`,
  );
  t.deepEqual(rulesOf(bomb.join("\n")), ["yaml"]);
});

test("keys that are no text, equal keys, tags, an older YAML and a second document are refused", (t) => {
  for (const text of [
    "{ [a]: 1 }",
    "a: 1\na: 2",
    "a: !x 1",
    "%YAML 1.1\n---\na: 1",
    "a: 1\n---\nb: 2",
    "__proto__: 1",
  ]) {
    t.deepEqual([...new Set(rulesOf(text))], ["yaml"], text);
  }
});

test("a lab of a thousand tiers, tests or breaks is refused before it is looked at", (t) => {
  const tiers = Array.from({ length: 1000 }, (_, at) => `  t${at}x: { role: client, on: a }`).join("\n");
  t.deepEqual(rulesOf(`lab: x\nabout: x\nsegments: { a: 10.0.0.0/8 }\ntiers:\n${tiers}`), ["too-big"]);
  t.deepEqual(rulesOf(`${MINIMAL}tests: [${"{},".repeat(1000)}]`), ["too-big"]);
  t.deepEqual(rulesOf(`${MINIMAL}tests: [{ breaks: [${"{},".repeat(1000)}] }]`), ["too-big"]);
});

test("an error made fifty thousand times is told a few hundred times, in bounded time", (t) => {
  const servers = Array.from({ length: 50_000 }, (_, at) => `a${at}b: {}`).join(",");
  const service = `{ vip: 10.0.0.9, director: client, mode: dr, servers: {${servers}} }`;
  const began = performance.now();
  const rules = rulesOf(`${MINIMAL}services: { shop: ${service} }\n`);
  t.true(rules.length > 100 && rules.length < 1_000, String(rules.length));
  t.true(performance.now() - began < 30_000);
});

test("a place is found through the short forms too", (t) => {
  const { source } = readLab(readFileSync(new URL("lvs-nat.yaml", LABS), "utf8"), {
    file: "labs/lvs-nat.yaml",
  });
  const text = (path: (string | number)[]) => {
    const span = locate(source, path);
    return span === null ? null : source.text.slice(span.start, span.end);
  };
  t.is(text(["segments", "dmz", "prefix", 0]), "10.10.0.0/24");
  t.is(text(["segments", "dmz", "prefix6", 1]), "2001:db8:10::/64");
  t.is(text(["segments", "dmz", "delay"]), null);
  t.is(text(["tiers", "web", "on", 0]), "farm");
  t.is(text(["tests", 0, "send", 0, "http"]), "shop");
  t.is(text(["tests", 0, "expect", "path"]), "{ request: [client, edge1, lvs1, core1, web, app] }");
  t.is(text(["tiers", "nobody"]), null);
});
