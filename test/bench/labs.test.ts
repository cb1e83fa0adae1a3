import { readFileSync } from "node:fs";
import test from "ava";
import { FARM } from "../../scripts/bench/emit.ts";
import { hashingLab } from "../../scripts/bench/hashing.ts";
import { starLab } from "../../scripts/bench/stars/tierlab.ts";
import { loadTemplates } from "../../scripts/load-templates.ts";
import { readLab } from "../../stacks/lab/read-lab.ts";
import { planLab } from "../../stacks/plan/plan-lab.ts";

function planOf(text: string, file: string) {
  const { lab, diagnostics } = readLab(text, { file });
  if (lab === null) throw new Error(JSON.stringify(diagnostics));
  return planLab(lab, loadTemplates());
}

for (const nodes of [20, 1_000]) {
  test(`a star of ${nodes} is that many plain nodes on one segment`, (t) => {
    const plan = planOf(starLab(nodes), "star.yaml");
    t.is(plan.nodes.length, nodes);
    t.is(plan.segments.length, 1);
    t.true(plan.nodes.every(({ interfaces, daemons }) => interfaces.length === 1 && daemons.length === 0));
  });
}

test("a farm has 500 nodes of several roles", (t) => {
  const { nodes } = planOf(FARM, "farm.yaml");
  t.is(nodes.length, 500);
  t.deepEqual([...new Set(nodes.map(({ role }) => role))].sort(), [
    "client",
    "director",
    "nginx",
    "router",
    "tomcat",
  ]);
});

test("the forwarding labs are one architecture in two modes", (t) => {
  const [dr, nat] = (["dr", "nat"] as const).map((mode) => {
    const file = `forwarding-${mode}.yaml`;
    const url = new URL(`../../scripts/bench/${file}`, import.meta.url);
    return planOf(readFileSync(url, "utf8"), file);
  });
  t.is(dr?.services[0]?.mode, "dr");
  t.is(nat?.services[0]?.mode, "nat");
  const shape = (plan: typeof dr) => plan?.nodes.map(({ name, interfaces }) => [name, interfaces.length]);
  t.deepEqual(shape(dr), shape(nat));
});

test("a hashing lab reads for every scheduler and number of servers", (t) => {
  for (const servers of [3, 10]) {
    const plan = planOf(hashingLab(servers, "mh"), "hashing.yaml");
    t.is(plan.services[0]?.servers.length, servers);
  }
});
