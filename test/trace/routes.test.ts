import test from "ava";
import { waysTo } from "../../scripts/trace/routes.ts";
import { labUnderTest } from "../plan/lab-files.ts";

const { nodes } = labUnderTest("lvs-dr").plan;

function waysOf(name: string, address: string): (string | null)[] {
  const node = nodes.find((one) => one.name === name);
  return node === undefined ? [] : waysTo(address, node).map(({ to, via }) => `${to} via ${via}`);
}

test("the longest prefix counts, and each family has a default route of its own", (t) => {
  t.deepEqual(waysOf("client1", "10.10.0.100"), ["default via 198.18.0.3"]);
  t.deepEqual(waysOf("client1", "2001:db8:10::100"), ["default via 2001:db8::3"]);
  t.deepEqual(waysOf("client1", "198.18.0.9"), ["198.18.0.0/24 via null"]);
});

test("an address that no route of the plan leads to has no way", (t) => {
  t.deepEqual(waysOf("edge1", "192.0.2.1"), []);
});
