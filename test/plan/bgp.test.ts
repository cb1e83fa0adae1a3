import test from "ava";
import { detectionBound, withdrawalBound } from "../../stacks/plan/bfd-bound.ts";
import { brokenPlan, labUnderTest, nodeOf } from "./lab-files.ts";

const { plan } = labUnderTest("bgp-ecmp");
const HASH_POLICY = "net.ipv4.fib_multipath_hash_policy";

function configOf(name: string, of = plan): string {
  return nodeOf(of, name).files.find(({ path }) => path === "/etc/frr/frr.conf")?.content ?? "";
}

test("a tier is one autonomous system, and neighbours are named on both sides", (t) => {
  t.regex(configOf("switch1"), /router bgp 64512\n/);
  for (const [index, name] of ["lvs1", "lvs2", "lvs3"].entries()) {
    t.regex(configOf(name), /router bgp 64513\n/);
    t.regex(configOf(name), /neighbor 10\.20\.0\.3 remote-as 64512/);
    t.regex(configOf("switch1"), new RegExp(`neighbor 10\\.20\\.0\\.${4 + index} remote-as 64513`));
  }
  t.notRegex(configOf("switch1"), /listen range/);
});

test("router ids are the nodes' own addresses, and no two are equal", (t) => {
  const ids = ["switch1", "lvs1", "lvs2", "lvs3"].map((name) => /router-id (\S+)/.exec(configOf(name))?.[1]);
  t.is(new Set(ids).size, 4);
  t.is(ids[1], "10.20.0.4");
});

test("an announced VIP is on no interface until keepalived puts it on lo, and no static route leads to it", (t) => {
  for (const node of plan.nodes.filter(({ role }) => role === "director")) {
    t.deepEqual(node.loopback, []);
    t.false(node.interfaces.some(({ addresses }) => addresses.includes("10.9.0.100/32")));
  }
  t.notRegex(configOf("switch1"), /ip route 10\.9\./);
  const keepalived = nodeOf(plan, "lvs1").files.find(({ daemon }) => daemon === "keepalived")?.content ?? "";
  t.regex(keepalived, /quorum_up ".*address replace 10\.9\.0\.100\/32 dev lo"/);
  t.regex(keepalived, /quorum_down ".*address delete 10\.9\.0\.100\/32 dev lo"/);
});

test("the switch hashes by the ports as well, unless it is told to take the addresses alone", (t) => {
  t.is(nodeOf(plan, "switch1").sysctls[HASH_POLICY], "3");
  t.is(nodeOf(brokenPlan("bgp-ecmp", "ecmp-flow/0"), "switch1").sysctls[HASH_POLICY], "0");
});

test("the switch is ready when it has a way over every director", (t) => {
  const ways = nodeOf(plan, "switch1").readiness.filter(({ kind }) => kind === "ways");
  t.deepEqual(ways, [{ kind: "ways", to: "10.9.0.100/32", vias: ["10.20.0.4", "10.20.0.5", "10.20.0.6"] }]);
});

test("without BFD nobody speaks it", (t) => {
  const broken = brokenPlan("bgp-ecmp", "ecmp-failover/0");
  for (const name of ["switch1", "lvs1"]) {
    t.regex(configOf(name), /neighbor \S+ bfd/);
    t.notRegex(configOf(name, broken), /bfd/);
  }
});

test("a dead director is found out after its intervals, and one that stops says so", (t) => {
  t.deepEqual(detectionBound({ intervalMs: 50, multiplier: 4 }), {
    ms: 300,
    formula: "multiplier 4 x interval 50 ms + route change 100 ms = 300 ms",
  });
  t.is(withdrawalBound().ms, 100);
});
