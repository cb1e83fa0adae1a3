import test from "ava";
import { diffPlans } from "../../stacks/diff/diff-plans.ts";
import { labUnderTest } from "../plan/lab-files.ts";

test("another delay makes the router anew, and only the router", (t) => {
  const { plan } = labUnderTest("tcp-reuse");
  const slower = {
    ...plan,
    nodes: plan.nodes.map((node) => ({
      ...node,
      interfaces: node.interfaces.map((one) =>
        one.impairment === undefined ? one : { ...one, impairment: { delayMs: 200 } },
      ),
    })),
  };
  t.deepEqual(diffPlans(plan, slower), [
    { do: "remove-node", node: "wan1", why: "its cables changed" },
    { do: "create-node", node: "wan1", why: "its cables changed" },
  ]);
});
