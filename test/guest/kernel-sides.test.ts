import test from "ava";
import { mayBeUml, outerDaemons, outerFeatures } from "../../stacks/guest/kernel-sides.ts";
import { labUnderTest, nodeOf } from "../plan/lab-files.ts";

const director = nodeOf(labUnderTest("lvs-fullnat").plan, "lvs1");
const guard = nodeOf(labUnderTest("syn-guard").plan, "guard1");

test("around a guest the host's kernel does what the guest's cannot", (t) => {
  t.true(mayBeUml(director));
  t.deepEqual(outerFeatures(director, "uml"), ["nat"]);
  t.deepEqual(
    outerDaemons(director, "uml").map(({ name }) => name),
    ["nftables"],
  );
});

test("a node on the host's kernel has one side", (t) => {
  t.deepEqual(outerFeatures(director, "host"), []);
  t.deepEqual(outerDaemons(director, "host"), []);
  t.false(mayBeUml(guard));
  t.deepEqual(outerFeatures(guard, "host"), []);
});
