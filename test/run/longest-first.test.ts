import test from "ava";
import { longestFirst, weightOf } from "../../scripts/run/longest-first.ts";
import { sampleLabFile } from "./sample-lab-file.ts";

const probed = (seconds: number) => `
tests:
  - id: served
    claim: Every request is answered.
    send: { probe: shop, from: client, for: ${seconds}s }
    expect: { served: { failed: 0 } }
    no-break: There is nothing to take away here.
`;

test("the lab whose traffic takes longest begins first, and equal ones in the given order", (t) => {
  const files = [2, 9, 5, 2].map((seconds, index) => sampleLabFile(probed(seconds), `lab${index}`));
  t.deepEqual(
    longestFirst(files).map(({ lab }) => lab.lab),
    ["lab1", "lab2", "lab0", "lab3"],
  );
});

test("of two labs with the same traffic the one with more nodes is the longer one", (t) => {
  const small = sampleLabFile(probed(2));
  const [node] = small.plan.nodes;
  const nodes = [...small.plan.nodes, ...(node === undefined ? [] : [node, node])];
  t.true(weightOf({ ...small, plan: { ...small.plan, nodes } }) > weightOf(small));
});
