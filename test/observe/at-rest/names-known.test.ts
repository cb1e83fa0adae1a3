import test from "ava";
import { namesKnown } from "../../../scripts/observe/at-rest/names-known.ts";
import type { PlannedNode } from "../../../stacks/plan/plan.ts";
import { runningLab } from "../../run/scripted-means.ts";
import { samplePlan } from "../sample-plan.ts";
import { scriptedEngine } from "../scripted-engine.ts";

const REGIONS = ["eu", "us"];

/** `samplePlan` with name servers beside its nodes, each ready once it answers all regions by their sites. */
function labOf(servers: readonly string[], { ttlMs = 3_600_000 } = {}) {
  const plan = samplePlan();
  const [model] = plan.nodes;
  const nameServers = servers.map(
    (name): PlannedNode => ({
      ...(model as PlannedNode),
      name,
      tier: "ns",
      role: "dns",
      readiness: REGIONS.map((region) => ({ kind: "command", command: ["dig", region], means: region })),
    }),
  );
  const name = { name: "www.shop.test", servers: [], ttlMs, answers: [], check: null };
  return runningLab({ ...plan, names: [name], nodes: [...plan.nodes, ...nameServers] });
}

const { signal } = new AbortController();

test("a lab without name servers is asked nothing", async (t) => {
  const engine = scriptedEngine(() => "");
  await namesKnown(engine, labOf([]), signal);
  t.deepEqual(engine.asked, []);
});

test("each name server is asked for each site, and no TTL waited for where all are known at once", async (t) => {
  const engine = scriptedEngine(() => "");
  await namesKnown(engine, labOf(["ns1", "ns2"]), signal);
  t.deepEqual(engine.asked, ["ns1: dig eu", "ns1: dig us", "ns2: dig eu", "ns2: dig us"]);
});

test("where a site is known late, the TTL of what resolvers were told before is waited for", async (t) => {
  let looks = 0;
  const ttlMs = 400;
  let knownAt = Number.POSITIVE_INFINITY;
  const engine = scriptedEngine((_node, [, region]) => {
    if (region === "us") looks += 1;
    if (looks > 2) knownAt = Math.min(knownAt, performance.now());
    return region === "eu" || looks > 2 ? "" : undefined;
  });
  await namesKnown(engine, labOf(["ns1"], { ttlMs }), signal);
  const waitedMs = performance.now() - knownAt;
  t.is(looks, 3);
  t.true(waitedMs >= ttlMs - 1, `${waitedMs} ms`);
});

test("who waits for a site that never comes can be called off", async (t) => {
  const caller = new AbortController();
  const engine = scriptedEngine(() => {
    if (engine.asked.length === 4) caller.abort();
    return undefined;
  });
  await t.throwsAsync(namesKnown(engine, labOf(["ns1"]), caller.signal), { name: "AbortError" });
  t.is(engine.asked.length, 4);
});
