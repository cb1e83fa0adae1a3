import test from "ava";
import { describePicture } from "../../../stacks/emit/graph/describe-picture.ts";
import { GRAPH_FORMATS } from "../../../stacks/emit/graph/formats.ts";
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
