import { readFileSync, writeFileSync } from "node:fs";
import test from "ava";
import type { PlannedNode } from "../../stacks/plan/plan.ts";
import { brokenPlan, labUnderTest, nodeOf } from "../plan/lab-files.ts";
import { directs, directsBoth, everyRole } from "./sample-nodes.ts";

const { plan: dr } = labUnderTest("lvs-dr");
const { plan: nat } = labUnderTest("lvs-nat");
const { plan: bgp } = labUnderTest("bgp-ecmp");
const { plan: proxy } = labUnderTest("lvs-proxy");
const { plan: ha } = labUnderTest("keepalived-ha");

const NODES: Readonly<Record<string, PlannedNode>> = {
  "director-dr": nodeOf(dr, "lvs1"),
  "director-nat": nodeOf(nat, "lvs1"),
  "director-fullnat": nodeOf(labUnderTest("lvs-fullnat").plan, "lvs1"),
  "director-tun": nodeOf(labUnderTest("lvs-tun").plan, "lvs1"),
  "director-unchecked": nodeOf(brokenPlan("lvs-dr", "health/0"), "lvs1"),
  "director-master": nodeOf(ha, "lvs1"),
  "director-backup-unsynchronised": nodeOf(brokenPlan("keepalived-ha", "sync/0"), "lvs2"),
  "director-tcp": directs({
    check: { tcp: true, every: "1500ms", timeout: "250ms", failures: 3 },
    scheduler: "sh",
    flags: ["fallback"],
    persistence: { for: "60s", by: "/24" },
  }),
  "director-udp": nodeOf(labUnderTest("lvs-udp").plan, "lvs1"),
  "director-dual-stack-master": directsBoth({ sorry: "app1" }, { count: 2, vrrp: { sync: false } }),
  "director-dual-stack-proxy": directsBoth({ mode: "proxy" }),
  "director-proxy": nodeOf(proxy, "lvs1"),
  "director-proxy-no-reuse": nodeOf(brokenPlan("lvs-proxy", "reuse/0"), "lvs1"),
  "director-bgp": nodeOf(bgp, "lvs1"),
  "router-bgp": nodeOf(bgp, "switch1"),
  "nginx-keepalive": nodeOf(labUnderTest("tcp-reuse").plan, "web1"),
  "nginx-failover": nodeOf(labUnderTest("reference").plan, "web1.east"),
  "nginx-no-failover": nodeOf(brokenPlan("reference", "tomcat-dies/0"), "web1.east"),
  "nginx-rules": nodeOf(labUnderTest("l4-l7").plan, "front1"),
  dns: nodeOf(labUnderTest("smart-dns").plan, "dns1"),
  "dns-unchecked": nodeOf(brokenPlan("smart-dns", "dns-failover/0"), "dns1"),
  resolver: nodeOf(labUnderTest("smart-dns").plan, "nres1"),
  "client-resolving": nodeOf(labUnderTest("smart-dns").plan, "alice1"),
  router: nodeOf(nat, "core1"),
  nginx: nodeOf(dr, "web1"),
  "nginx-alone": nodeOf(brokenPlan("lvs-dr", "end-to-end/0"), "web1"),
  tomcat: nodeOf(dr, "app1"),
  cdn: nodeOf(labUnderTest("cdn").plan, "news1"),
  "cdn-off": nodeOf(brokenPlan("cdn", "cdn/0"), "edge1"),
  guard: nodeOf(labUnderTest("syn-guard").plan, "guard1"),
  "guard-idle": nodeOf(brokenPlan("syn-guard", "syn-proxy/0"), "guard1"),
};

// TIERLAB_GOLDEN=write npx ava test/roles/configs.test.ts writes the files anew.
for (const [name, node] of Object.entries(NODES)) {
  test(`${name} is configured as in its golden file`, (t) => {
    const golden = new URL(`golden/${name}.txt`, import.meta.url);
    const text = node.files.map(({ path, mode, content }) => `=== ${path} ${mode}\n${content}`).join("");
    if (process.env.TIERLAB_GOLDEN === "write") writeFileSync(golden, text);
    t.is(text, readFileSync(golden, "utf8"));
  });
}

for (const node of everyRole()) {
  test(`${node.name}: every file lies in a writable folder and belongs to a daemon of the node`, (t) => {
    for (const file of node.files) {
      t.true(
        node.writable.some(({ path }) => file.path.startsWith(`${path}/`)),
        file.path,
      );
      t.true(file.daemon === null || node.daemons.some(({ name }) => name === file.daemon), file.path);
    }
    t.pass();
  });
}

test("a router with plain routes runs no daemon, and the boot script sets its routes", (t) => {
  const [, kernel] = everyRole().filter((node) => node.role === "router");
  t.deepEqual(kernel?.daemons, []);
  t.deepEqual(kernel?.routes, [{ to: "10.2.0.0/24", via: "10.1.0.2" }]);
});

test("a Tomcat that a service reaches listens on the service's port too", (t) => {
  const tomcat = everyRole().find((node) => node.role === "tomcat");
  t.deepEqual(
    tomcat?.readiness.map((probe) => ("port" in probe ? probe.port : null)),
    [8080, 80],
  );
});
