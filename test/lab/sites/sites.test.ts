import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import test from "ava";
import { parse } from "yaml";
import { labJsonSchema } from "../../../stacks/lab/json-schema.ts";
import { nodesInLab } from "../../../stacks/lab/node-ref.ts";
import { labVariant, readLab } from "../../../stacks/lab/read-lab.ts";
import { expandSites } from "../../../stacks/lab/sites/expand-sites.ts";
import { planLab } from "../../../stacks/plan/plan-lab.ts";
import { templates } from "../../plan/lab-files.ts";

const text = readFileSync(new URL("two-sites.yaml", import.meta.url), "utf8");
const reading = readLab(text, { file: "two-sites.yaml" });

function theLab() {
  if (reading.lab === null) throw new Error("two-sites.yaml has errors");
  return reading.lab;
}

test("each site has its own copy, with its own settings over what all share", (t) => {
  const { tiers, segments, services } = theLab();
  t.deepEqual(Object.keys(tiers), [
    "client",
    "core",
    "lvs.east",
    "web.east",
    "app.east",
    "lvs.west",
    "web.west",
    "app.west",
  ]);
  t.is(tiers["web.east"]?.count, 2);
  t.is(tiers["web.west"]?.count, 1);
  t.deepEqual(Object.keys(segments), [
    "isp",
    "edge.east",
    "apps.east",
    "back.east",
    "edge.west",
    "apps.west",
    "back.west",
  ]);
  t.deepEqual(Object.keys(services), ["shop.east", "shop.west"]);
});

test("segments are carved out of the site's prefix in order, each at a multiple of its size", (t) => {
  const { segments } = theLab();
  t.is(segments["edge.west"]?.prefix, "10.2.0.0/24");
  t.is(segments["apps.west"]?.prefix, "10.2.1.0/28");
  t.is(segments["back.west"]?.prefix, "10.2.2.0/24");
});

test("a name within a site means the site's own, or else one outside of sites", (t) => {
  const { tiers, services } = theLab();
  t.like(tiers["web.west"], { on: ["edge.west", "apps.west"], upstream: "app.west", gateway: "core1" });
  t.like(services["shop.west"], { vip: "10.2.0.100", director: "lvs.west" });
  t.deepEqual(Object.keys(services["shop.west"]?.servers ?? {}), ["web.west"]);
});

test("outside of sites a name without a site means all sites' own", (t) => {
  t.deepEqual(nodesInLab("web", theLab()), ["web1.east", "web2.east", "web1.west"]);
  t.deepEqual(nodesInLab("web2", theLab()), ["web2.east"]);
  t.deepEqual(nodesInLab("web.west", theLab()), ["web1.west"]);
});

test("a break changes all sites, or one of them, also by taking away what it shares", (t) => {
  const upstreams = (labBreak: number) => {
    const { tiers } = labVariant(reading, 0, labBreak);
    return [tiers["web.east"], tiers["web.west"]].map((tier) => tier?.role === "nginx" && tier.upstream);
  };
  t.deepEqual(upstreams(0), [undefined, undefined]);
  t.deepEqual(upstreams(1), ["app.east", undefined]);
});

test("a lab with sites is planned as if each site had been written out", (t) => {
  const plan = planLab(theLab(), templates);
  t.deepEqual(
    plan.nodes.filter(({ tier }) => tier === "web.east").map(({ name }) => name),
    ["web1.east", "web2.east"],
  );
  t.deepEqual(
    plan.services.map(({ directors, servers }) => [directors, servers.map(({ node }) => node)]),
    [
      [
        ["lvs1.east", "lvs2.east"],
        ["web1.east", "web2.east"],
      ],
      [["lvs1.west", "lvs2.west"], ["web1.west"]],
    ],
  );
});

test("a lab with sites as a person writes it fits the JSON Schema", (t) => {
  const validate = new Ajv({ strict: true, strictTypes: false }).compile(labJsonSchema());
  t.true(validate(parse(text)), JSON.stringify(validate.errors));
  t.false(validate(parse(text.replace("edge: /24", "edge: /33"))));
  t.false(validate(parse(text.replace("core:", "core.east:"))));
});

test("a value of the expanded document stands in the file where the site wrote it, or what all share", (t) => {
  const { writtenPath } = expandSites(parse(text));
  const cases: readonly (readonly [(string | number)[], (string | number)[]])[] = [
    [
      ["tiers", "web.east", "count"],
      ["site", "tiers", "web", "count"],
    ],
    [
      ["tiers", "web.west", "count"],
      ["sites", "west", "tiers", "web", "count"],
    ],
    [
      ["tiers", "web.west", "on", 1],
      ["site", "tiers", "web", "on", 1],
    ],
    [
      ["tiers", "web.west"],
      ["site", "tiers", "web"],
    ],
    [
      ["services", "shop.west", "servers", "web.west"],
      ["site", "services", "shop", "servers", "web"],
    ],
    [
      ["segments", "apps.east", "prefix"],
      ["site", "segments", "apps", "prefix"],
    ],
    [
      ["tiers", "core", "on", 1],
      ["tiers", "core", "on", 1],
    ],
    [
      ["tests", 0, "id"],
      ["tests", 0, "id"],
    ],
  ];
  for (const [path, written] of cases) t.deepEqual(writtenPath(path), written);
});

test("more sites than are allowed are refused unexpanded", (t) => {
  const many = Object.fromEntries(
    Array.from({ length: 500 }, (_, at) => [`s${at}`, { prefix: `10.${at % 256}.0.0/16` }]),
  );
  const document = { ...(parse(text) as object), sites: many };
  const rules = readLab(JSON.stringify(document), { file: "x.yaml" }).diagnostics.map(({ rule }) => rule);
  t.true(rules.includes("too-big"));
});
