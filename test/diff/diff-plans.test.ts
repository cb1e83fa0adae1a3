import test from "ava";
import fc from "fast-check";
import { diffPlans } from "../../stacks/diff/diff-plans.ts";
import type { Step } from "../../stacks/diff/step.ts";
import type { Plan, PlannedNode } from "../../stacks/plan/plan.ts";
import { planLab } from "../../stacks/plan/plan-lab.ts";
import { brokenPlan, labNames, labUnderTest, nodeOf, templates } from "../plan/lab-files.ts";
import { randomLab } from "../plan/random-lab.ts";
import { LabModel } from "./lab-model.ts";

function leadsTo(now: Plan, wanted: Plan): { readonly stands: unknown; readonly planned: unknown } {
  const model = new LabModel(now);
  model.apply(diffPlans(now, wanted), wanted);
  return { stands: model.snapshot(), planned: new LabModel(wanted).snapshot() };
}

/** The lab lvs-dr with one node changed. */
function changed(name: string, change: (node: PlannedNode) => Partial<PlannedNode>): [Plan, Plan] {
  const { plan } = labUnderTest("lvs-dr");
  const nodes = plan.nodes.map((node) => (node.name === name ? { ...node, ...change(node) } : node));
  return [plan, { ...plan, nodes }];
}

function told(steps: readonly Step[]): string[] {
  return steps.map((step) => `${step.do} ${"node" in step ? step.node : JSON.stringify(step.segment)}`);
}

test("equal plans need no step", (t) => {
  fc.assert(
    fc.property(randomLab, (lab) => {
      t.deepEqual(diffPlans(planLab(lab, templates), planLab(structuredClone(lab), templates)), []);
    }),
    { numRuns: 30 },
  );
});

test("the steps from any lab to any other lead there, without one that the kernel would refuse", (t) => {
  fc.assert(
    fc.property(randomLab, randomLab, (a, b) => {
      const { stands, planned } = leadsTo(planLab(a, templates), planLab(b, templates));
      t.deepEqual(stands, planned);
    }),
    { numRuns: 150 },
  );
});

for (const name of labNames) {
  const { plan, breaks } = labUnderTest(name);
  for (const { name: id, plan: broken } of breaks) {
    test(`${name}: break ${id} is applied and applied back`, (t) => {
      const there = leadsTo(plan, broken);
      t.deepEqual(there.stands, there.planned);
      const back = leadsTo(broken, plan);
      t.deepEqual(back.stands, back.planned);
    });
  }
}

test("from DR to NAT no node is made anew, VIPs leave lo before it may be spoken of, and keepalived is told last", (t) => {
  const steps = diffPlans(labUnderTest("lvs-dr").plan, brokenPlan("lvs-dr", "dr-reply/0"));
  const at = (act: Step["do"], key = "") =>
    steps.findIndex((step) => step.do === act && JSON.stringify(step).includes(key));
  t.false(steps.some((step) => step.do === "create-node" || step.do === "remove-node"));
  t.true(at("remove-address", "10.10.0.100/32") < at("set-sysctl", "arp_ignore"));
  t.deepEqual(steps.at(-1), { do: "restart-daemon", node: "lvs1", daemon: "keepalived" });
});

test("another scheduler only reloads keepalived", (t) => {
  const steps = diffPlans(labUnderTest("lvs-dr").plan, brokenPlan("lvs-dr", "spread/0"));
  t.deepEqual(told(steps), ["write-file lvs1", "reload-daemon lvs1"]);
});

test("from NAT to DR the web servers are quiet before they hold the VIP", (t) => {
  const steps = diffPlans(brokenPlan("lvs-dr", "dr-reply/0"), labUnderTest("lvs-dr").plan);
  const quiet = steps.findIndex((step) => step.do === "set-sysctl" && step.key.endsWith("all.arp_ignore"));
  const held = steps.findIndex((step) => step.do === "add-address");
  t.true(quiet !== -1 && quiet < held);
});

test("where forwarding is switched, what the kernel resets with it is set again after it", (t) => {
  const steps = diffPlans(labUnderTest("lvs-dr").plan, brokenPlan("lvs-dr", "dr-reply/0"));
  const keys = steps.flatMap((step) => (step.do === "set-sysctl" && step.node === "lvs1" ? [step.key] : []));
  t.deepEqual(keys, [
    "net.ipv4.ip_forward",
    "net.ipv4.conf.all.accept_redirects",
    "net.ipv6.conf.all.forwarding",
  ]);
});

test("a changed cable makes only its node anew", (t) => {
  const [now, wanted] = changed("app1", ({ interfaces }) => ({
    interfaces: interfaces.map((entry) => ({ ...entry, mac: "02:00:00:00:00:01" })),
  }));
  t.deepEqual(diffPlans(now, wanted), [
    { do: "remove-node", node: "app1", why: "its cables changed" },
    { do: "create-node", node: "app1", why: "its cables changed" },
  ]);
});

test("a sysctl that is no longer named makes the node anew, because nobody knows its value before", (t) => {
  const [wanted, now] = changed("web1", ({ sysctls }) => ({
    sysctls: { ...sysctls, "net.ipv4.tcp_syncookies": "0" },
  }));
  t.deepEqual(told(diffPlans(now, wanted)), ["remove-node web1", "create-node web1"]);
});

test("an interface's own address goes with the routes over it, and VIPs come again behind it", (t) => {
  const [now, wanted] = changed("lvs1", ({ interfaces }) => ({
    interfaces: interfaces.map((entry) => ({
      ...entry,
      addresses: ["10.10.0.77/24", ...entry.addresses.slice(1)],
    })),
  }));
  const { routes } = nodeOf(now, "lvs1");
  t.deepEqual(
    diffPlans(now, wanted).map((step) => [step.do, "address" in step ? step.address : null]),
    [
      ["remove-route", null],
      ["remove-route", null],
      ["remove-address", "10.10.0.4/24"],
      ["remove-address", "2001:db8:10::4/64"],
      ["remove-address", "10.10.0.100/32"],
      ["remove-address", "2001:db8:10::100/128"],
      ["add-address", "10.10.0.77/24"],
      ["add-address", "2001:db8:10::4/64"],
      ["add-address", "10.10.0.100/32"],
      ["add-address", "2001:db8:10::100/128"],
      ["add-route", null],
      ["add-route", null],
    ],
  );
  t.is(routes.length, 2);
});

test("a restarted daemon takes those along that start after it", (t) => {
  const [daemon] = nodeOf(labUnderTest("lvs-dr").plan, "edge1").daemons;
  if (daemon === undefined) return t.fail("edge1 has no daemon");
  const daemons = [daemon, { ...daemon, name: "late", after: ["frr"], reload: { signal: "HUP" } as const }];
  const [, now] = changed("edge1", () => ({ daemons }));
  const [, wanted] = changed("edge1", ({ files }) => ({
    daemons,
    files: files.map((file) => ({ ...file, content: `${file.content}! changed\n` })),
  }));
  t.deepEqual(diffPlans(now, wanted).slice(-2), [
    { do: "restart-daemon", node: "edge1", daemon: "frr" },
    { do: "restart-daemon", node: "edge1", daemon: "late" },
  ]);
});

test("a segment that comes and one that goes stand around the nodes on them", (t) => {
  const { plan } = labUnderTest("lvs-dr");
  const small: Plan = {
    ...plan,
    segments: plan.segments.filter(({ name }) => name !== "office"),
    nodes: plan.nodes.filter(({ role }) => role !== "client" && role !== "router"),
  };
  t.deepEqual(told(diffPlans(plan, small)), [
    "remove-node client1",
    "remove-node client2",
    "remove-node edge1",
    'remove-segment "office"',
  ]);
  t.deepEqual(told(diffPlans(small, plan)), [
    'add-segment {"name":"office","prefix":"198.18.0.0/24","prefix6":"2001:db8::/64"}',
    "create-node client1",
    "create-node client2",
    "create-node edge1",
  ]);
});
