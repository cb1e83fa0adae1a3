import test from "ava";
import fc from "fast-check";
import { isNamedBy, nodesInLab, nodesInPlan, parseNodeRef, tierNodes } from "../../stacks/lab/node-ref.ts";
import { nodeRef, tierName } from "../../stacks/lab/schema/values.ts";

const lab = { tiers: { web: { count: 3 }, "web2-front": { count: 12 }, app: { count: 1 } } };
const plan = {
  nodes: Object.entries(lab.tiers).flatMap(([tier, { count }]) =>
    tierNodes(tier, count).map((name) => ({ name, tier })),
  ),
};

test("a tier's name alone and with a star stand for all its nodes", (t) => {
  t.deepEqual(nodesInLab("web", lab), ["web1", "web2", "web3"]);
  t.deepEqual(nodesInLab("web*", lab), ["web1", "web2", "web3"]);
  t.deepEqual(nodesInPlan("web*", plan), ["web1", "web2", "web3"]);
});

test("a number stands for one node, if the tier has so many", (t) => {
  t.deepEqual(nodesInLab("web3", lab), ["web3"]);
  t.deepEqual(nodesInLab("web4", lab), []);
  t.deepEqual(nodesInLab("web0", lab), []);
  t.deepEqual(nodesInLab("web2-front12", lab), ["web2-front12"]);
  t.deepEqual(nodesInPlan("web4", plan), []);
});

test("an unknown tier has no nodes", (t) => {
  t.deepEqual(nodesInLab("constructor", lab), []);
  t.deepEqual(nodesInPlan("lvs1", plan), []);
});

test("a node is named by itself and by its tier, and by no other tier", (t) => {
  t.true(isNamedBy({ name: "web2", tier: "web" }, "web"));
  t.true(isNamedBy({ name: "web2", tier: "web" }, "web2"));
  t.false(isNamedBy({ name: "web2", tier: "web" }, "web1"));
  t.false(isNamedBy({ name: "web2-front1", tier: "web2-front" }, "web2"));
});

test("no two nodes of different tiers have the same name, and each name leads back to its tier", (t) => {
  const tiers = fc
    .stringMatching(/^[a-z]([a-z0-9-]{0,18}[a-z])?$/)
    .filter((name) => tierName.safeParse(name).success);
  fc.assert(
    fc.property(
      tiers,
      tiers,
      fc.integer({ min: 1, max: 1000 }),
      fc.integer({ min: 1, max: 1000 }),
      (one, other, i, j) => {
        const name = `${one}${i}`;
        t.true(nodeRef.safeParse(name).success, name);
        t.deepEqual(parseNodeRef(name), { tier: one, index: i });
        return name !== `${other}${j}` || (one === other && i === j);
      },
    ),
  );
  t.pass();
});
