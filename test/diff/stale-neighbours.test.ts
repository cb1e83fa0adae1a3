import test from "ava";
import { staleNeighbours } from "../../stacks/diff/stale-neighbours.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import { labUnderTest } from "../plan/lab-files.ts";

const { plan } = labUnderTest("lvs-dr");
const none: ReadonlySet<string> = new Set();

/** The lab with other addresses on eth0 of some nodes. */
function withAddresses(addresses: Readonly<Record<string, readonly string[]>>): Plan {
  const nodes = plan.nodes.map((node) => ({
    ...node,
    interfaces: node.interfaces.map((one) =>
      one.name === "eth0" ? { ...one, addresses: addresses[node.name] ?? one.addresses } : one,
    ),
  }));
  return { ...plan, nodes };
}

function told(now: Plan, wanted: Plan, fresh = none): string[] {
  return staleNeighbours(now, wanted, fresh).map(({ node, dev }) => `${node}:${dev}`);
}

const OF_DMZ = ["edge1:eth1", "lvs1:eth0", "web1:eth0", "web2:eth0", "web3:eth0"];

test("a lab whose addresses stay has no stale neighbours, and neither has one that gains an address", (t) => {
  t.deepEqual(told(plan, plan), []);
  t.deepEqual(told(plan, withAddresses({ web1: ["10.10.0.77/24", ...addressesOf("web1")] })), []);
});

test("an address that moves to another node is stale for all of its segment, and for no other", (t) => {
  const swapped = withAddresses({ web1: addressesOf("web2"), web2: addressesOf("web1") });
  t.deepEqual(told(plan, swapped), OF_DMZ);
  t.deepEqual(told(swapped, plan), OF_DMZ);
});

test("an address that goes is stale too: another node may have it later", (t) => {
  t.deepEqual(told(plan, withAddresses({ web3: ["10.10.0.77/24"] })), OF_DMZ);
});

test("a node that comes anew knows nothing stale", (t) => {
  const moved = withAddresses({ web3: ["10.10.0.77/24"] });
  t.deepEqual(told(plan, moved, new Set(["edge1", "web3"])), ["lvs1:eth0", "web1:eth0", "web2:eth0"]);
});

function addressesOf(name: string): readonly string[] {
  return plan.nodes.find((node) => node.name === name)?.interfaces[0]?.addresses ?? [];
}
