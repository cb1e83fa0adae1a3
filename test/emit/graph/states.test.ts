import { Graphviz } from "@hpcc-js/wasm-graphviz";
import test from "ava";
import { describePicture } from "../../../stacks/emit/graph/describe-picture.ts";
import { GRAPH_FORMATS } from "../../../stacks/emit/graph/formats.ts";
import type { PictureNode } from "../../../stacks/emit/graph/picture.ts";
import { troubledNodes } from "../../../stacks/emit/graph/status.ts";
import { labUnderTest } from "../../plan/lab-files.ts";

const { plan } = labUnderTest("keepalived-ha");
const running = Object.fromEntries(plan.nodes.map(({ name }) => [name, { runs: true }]));

test("a virtual router's VIP is drawn at its master", (t) => {
  const states = { ...running, lvs1: { runs: true, master: false }, lvs2: { runs: true, master: true } };
  const vips = (picture: ReturnType<typeof describePicture>) =>
    picture.tiers.flatMap(({ nodes }) =>
      nodes.flatMap(({ name, vips: own }) => (own.length > 0 ? [name] : [])),
    );
  t.deepEqual(vips(describePicture(plan)), ["lvs1"]);
  t.deepEqual(vips(describePicture(plan, states)), ["lvs2"]);
});

test("Mermaid and DOT tell states in words, and colour a tier as the worst of its nodes", async (t) => {
  const states = { ...running, lvs2: { runs: true, master: true }, web2: { runs: false } };
  const live = describePicture(plan, states);
  const mermaid = GRAPH_FORMATS.mermaid(live);
  t.regex(mermaid, /web2 \.\d+ #40;dead#41;[^\n]*"\]:::dead/);
  t.regex(mermaid, /lvs2 \.\d+ #40;master#41;[^\n]*"\]:::master/);
  t.regex(mermaid, /classDef dead fill:#/);
  const dot = GRAPH_FORMATS.dot(live);
  t.regex(dot, /"tier web" \[shape=box style=filled fillcolor="#[^\n]*web2 \.\d+ \(dead\)/);
  const still = describePicture(plan);
  t.notRegex(
    GRAPH_FORMATS.mermaid(still) + GRAPH_FORMATS.dot(still),
    /classDef|style=filled fillcolor="#[^"]*" color/,
  );
  const graphviz = await Graphviz.load();
  t.regex(graphviz.dot(dot), /<svg/);
});

test("of a large tier the nodes in trouble are named, and no more than a few", (t) => {
  const one = describePicture(plan).tiers.find(({ name }) => name === "web");
  const nodes = Array.from({ length: 12 }, (_, index) => ({
    ...(one?.nodes[0] as PictureNode),
    name: `web${index + 1}`,
  }));
  const dead = Object.fromEntries(nodes.map(({ name }) => [name, { runs: false }]));
  t.deepEqual(troubledNodes(nodes, { ...dead, web1: { runs: true } }).slice(-2), [
    "web7 (dead)",
    "and 5 more",
  ]);
  t.deepEqual(troubledNodes(nodes, undefined), []);
});

test("each state is told in words, not by its colour alone", (t) => {
  const states = {
    ...running,
    web1: { runs: true, outOf: ["shop"], stopped: ["nginx"] },
    web2: { runs: false },
  };
  const svg = GRAPH_FORMATS.svg(describePicture(plan, states));
  t.true(svg.includes(">out of shop, nginx stopped<"));
  t.true(svg.includes(">dead<"));
  t.false(GRAPH_FORMATS.svg(describePicture(plan)).includes(">dead<"));
});
