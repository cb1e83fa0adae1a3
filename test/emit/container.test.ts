import { execFileSync } from "node:child_process";
import test from "ava";
import { knownLabs } from "../../scripts/verbs/locate-lab.ts";
import { containersOf, sysctlsOf } from "../../stacks/emit/container.ts";
import { deviceName } from "../../stacks/emit/device-name.ts";
import { dockerNetworks } from "../../stacks/emit/docker-network.ts";
import { CannotExpress } from "../../stacks/emit/emitter.ts";
import { startOrder } from "../../stacks/emit/start-order.ts";
import { nodeKernels } from "../../stacks/guest/kernel-sides.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import { labUnderTest } from "../plan/lab-files.ts";

const { plan } = labUnderTest("lvs-dr");
const onHost = containersOf(plan, {});
const onUml = containersOf(plan, nodeKernels(plan.nodes, "uml"));

for (const lab of knownLabs()) {
  test(`${lab}: the shell can read every script of its containers, whatever kernel they have`, (t) => {
    const all = labUnderTest(lab).plan;
    for (const kernel of ["host", "uml"] as const) {
      for (const { node, files } of containersOf(all, nodeKernels(all.nodes, kernel))) {
        for (const { path, text } of files) {
          if (!SCRIPTS.has(path.slice(path.lastIndexOf("/") + 1))) continue;
          t.notThrows(() => execFileSync("sh", ["-n"], { input: text }), `${node} ${path}`);
        }
        t.is(new Set(files.map(({ path }) => path)).size, files.length, `${node}: two files of one name`);
      }
    }
  });
}

const SCRIPTS = new Set(["start", "boot", "outer", "guest-init", "guest-boot", "health", "ready", "enter"]);

test("a container has the capabilities of its node and kernel, and no more", (t) => {
  const of = (all: typeof onHost, node: string) => all.find((one) => one.node === node)?.capabilities;
  t.deepEqual(of(onHost, "client1"), [
    ...["CAP_CHOWN", "CAP_KILL", "CAP_NET_ADMIN", "CAP_NET_RAW", "CAP_SETGID", "CAP_SETUID"],
  ]);
  t.deepEqual(of(onUml, "lvs1"), [
    ...["CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_FOWNER", "CAP_NET_ADMIN", "CAP_NET_RAW"],
  ]);
});

test("sysctls of an interface are told by the name that the engine gives it", (t) => {
  const edge = onHost.find(({ node }) => node === "edge1");
  const sysctls = edge === undefined ? {} : sysctlsOf(edge, ({ device }) => device);
  t.is(sysctls["net.ipv4.conf.office-0.rp_filter"], "0");
  t.false(Object.keys(sysctls).some((key) => key.includes("eth0")));
});

test("a host's container is not told what setting ip_forward resets in any order", (t) => {
  const key = "net.ipv4.conf.all.accept_redirects";
  t.false(key in (onHost.find(({ node }) => node === "web1")?.sysctls ?? {}));
  t.is(onHost.find(({ node }) => node === "edge1")?.sysctls[key], "0");
});

test("names of devices are short enough and differ, whatever segments are called", (t) => {
  const segments = [
    "dmz",
    "dmz.east",
    "dmz.west",
    "a-very-long-name-of-a-segment",
    "a-very-long-name-of-another",
  ];
  const names = segments.map(deviceName);
  t.true(names.every((name) => name.length <= 15));
  t.is(new Set(names).size, names.length);
  t.is(names[0], "dmz-0");
});

test("only the containers of changed nodes are labelled anew", (t) => {
  const changed: Plan = {
    ...plan,
    nodes: plan.nodes.map((node) => (node.name === "web2" ? { ...node, loopback: [] } : node)),
  };
  const digest = (one: (typeof onHost)[number]) => one.labels["tierlab.plan"];
  const after = containersOf(changed, {});
  t.deepEqual(
    onHost.filter((one, index) => digest(one) !== digest(after[index] ?? one)).map(({ node }) => node),
    ["web2"],
  );
});

test("a director starts after its servers, and circles are cut", (t) => {
  t.deepEqual(startOrder(plan).get("lvs1"), ["web1", "web2", "web3"]);
  const [service] = plan.services;
  const [server] = service?.servers ?? [];
  if (service === undefined || server === undefined) return t.fail("lvs-dr has no service");
  const back = { ...service, directors: ["web1"], servers: [{ ...server, node: "lvs1" }] };
  t.deepEqual(startOrder({ ...plan, services: [service, back] }).get("web1"), []);
});

test("a bridge has no more nodes than ports; a segment that has is refused with its place", (t) => {
  t.true(dockerNetworks(plan, "internal")[0]?.internal);
  t.false(dockerNetworks(plan, "open")[0]?.internal);
  const [client] = plan.nodes;
  const crowd = Array.from({ length: 1_024 }, () => client).flatMap((one) => one ?? []);
  const error = t.throws(() => dockerNetworks({ ...plan, nodes: crowd }, "internal"), {
    instanceOf: CannotExpress,
  });
  t.deepEqual(error.at, ["segments", "office"]);
});
