import test from "ava";
import { driftSteps } from "../../stacks/diff/drift.ts";
import type { NodeState } from "../../stacks/diff/step.ts";
import type { Plan, PlannedNode } from "../../stacks/plan/plan.ts";
import { labUnderTest, nodeOf } from "../plan/lab-files.ts";
import { allRoutes } from "../plan/walk-plan.ts";

const { plan } = labUnderTest("lvs-nat");

/** What a node says of itself where nobody touched it. */
function untouched(node: PlannedNode): NodeState {
  return {
    node: node.name,
    addresses: {
      lo: node.loopback,
      ...Object.fromEntries(node.interfaces.map(({ name, addresses }) => [name, addresses])),
    },
    down: [],
    routes: allRoutes(node),
    sysctls: Object.fromEntries(
      Object.entries(node.sysctls).map(([key, value]) => [key, `${value.replaceAll(" ", "\t")}\n`]),
    ),
    files: Object.fromEntries(node.files.map(({ path, content }) => [path, content])),
    daemons: node.daemons.map(({ name }) => name),
  };
}

function drift(name: string, change: (state: NodeState) => Partial<NodeState>, of: Plan = plan) {
  const state = untouched(nodeOf(of, name));
  return driftSteps(of, [{ ...state, ...change(state) }]);
}

test("nodes that nobody touched need no step, though FRR put routes into the kernel", (t) => {
  t.deepEqual(driftSteps(plan, plan.nodes.map(untouched)), []);
});

test("the order in which the kernel lists addresses is no drift", (t) => {
  t.deepEqual(
    drift("lvs1", ({ addresses }) => ({
      addresses: { ...addresses, eth0: (addresses.eth0 ?? []).toReversed() },
    })),
    [],
  );
});

test("an address and a route that somebody added go, and those that are missing come", (t) => {
  const steps = drift("web1", ({ addresses }) => ({
    addresses: { ...addresses, eth0: [], lo: ["10.10.0.100/32"] },
    routes: [{ to: "10.99.0.0/16", via: "10.30.0.9" }],
  }));
  t.deepEqual(steps, [
    { do: "remove-route", node: "web1", route: { to: "10.99.0.0/16", via: "10.30.0.9" } },
    { do: "remove-address", node: "web1", dev: "lo", address: "10.10.0.100/32" },
    { do: "add-address", node: "web1", dev: "eth0", address: "10.30.0.6/24" },
    { do: "add-address", node: "web1", dev: "eth0", address: "2001:db8:30::6/64" },
    { do: "add-route", node: "web1", route: { to: "default", via: "10.30.0.5" } },
    { do: "add-route", node: "web1", route: { to: "default", via: "2001:db8:30::5" } },
  ]);
});

test("an interface that is down is raised before routes over it come", (t) => {
  const steps = drift("web1", ({ routes }) => ({
    down: ["eth0"],
    routes: routes.filter(({ to }) => to !== "default"),
  }));
  t.deepEqual(steps, [
    { do: "raise-interface", node: "web1", dev: "eth0" },
    { do: "add-route", node: "web1", route: { to: "default", via: "10.30.0.5" } },
    { do: "add-route", node: "web1", route: { to: "default", via: "2001:db8:30::5" } },
  ]);
});

test("an edited file is written again and its daemon reloaded", (t) => {
  const [file] = nodeOf(plan, "lvs1").files;
  if (file === undefined) return t.fail("lvs1 has no file");
  t.deepEqual(
    drift("lvs1", () => ({ files: { [file.path]: "" } })),
    [
      { do: "write-file", node: "lvs1", path: file.path, mode: file.mode, content: file.content },
      { do: "reload-daemon", node: "lvs1", daemon: "keepalived" },
    ],
  );
});

test("a daemon that does not run is started, and not told to reload what it never read", (t) => {
  const [file] = nodeOf(plan, "lvs1").files;
  if (file === undefined) return t.fail("lvs1 has no file");
  const steps = drift("lvs1", () => ({ files: { [file.path]: null }, daemons: [] }));
  t.deepEqual(
    steps.map((step) => step.do),
    ["write-file", "restart-daemon"],
  );
});

test("a sysctl that was switched is set back", (t) => {
  t.deepEqual(
    drift("web1", ({ sysctls }) => ({ sysctls: { ...sysctls, "net.ipv4.conf.all.rp_filter": "1" } })),
    [{ do: "set-sysctl", node: "web1", key: "net.ipv4.conf.all.rp_filter", value: "0" }],
  );
});
