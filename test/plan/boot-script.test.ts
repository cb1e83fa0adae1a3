import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import test from "ava";
import { bootScript, isVolatile, sysctlPath } from "../../stacks/plan/boot-script.ts";
import { qdiscWords } from "../../stacks/plan/impairment.ts";
import type { PlannedNode } from "../../stacks/plan/plan.ts";
import { plainNode, webPlan } from "../live/engine-plans.ts";
import { labUnderTest, nodeOf } from "./lab-files.ts";

const golden = new URL("golden/boot-web1.sh", import.meta.url);
const [, , web] = webPlan("shop").nodes as [PlannedNode, PlannedNode, PlannedNode];

test("the boot script of a web server is the golden one", (t) => {
  const script = bootScript(web);
  if (process.env.UPDATE_GOLDEN === "1") {
    mkdirSync(fileURLToPath(new URL(".", golden)), { recursive: true });
    writeFileSync(golden, script);
  }
  t.is(script, readFileSync(golden, "utf8"));
});

test("every boot script is one that the shell can read", (t) => {
  const daemon = { ...web.daemons[0], after: ["zebra"], environment: { WORDS: "it's $HOME" } };
  const odd = { ...web, daemons: [daemon as PlannedNode["daemons"][number]] };
  for (const node of [web, odd, plainNode("client1", {})]) {
    t.notThrows(() => execFileSync("sh", ["-n"], { input: bootScript(node) }), node.name);
  }
});

test("sysctls come before addresses: a VIP must be kept quiet about from its first moment", (t) => {
  const script = bootScript(web);
  t.true(script.indexOf("arp_ignore") < script.indexOf("10.10.0.100/32"));
});

test("an interface with a delay gets netem, others do not", (t) => {
  const { plan } = labUnderTest("tcp-reuse");
  const script = bootScript(nodeOf(plan, "wan1"));
  t.regex(script, /^tc qdisc replace dev eth1 root netem delay 100ms limit \d+$/m);
  t.is(script.match(/netem/g)?.length, 1);
  t.deepEqual(nodeOf(plan, "wan1").kernelNeeds, ["netem"]);
  t.notRegex(bootScript(nodeOf(plan, "app1")), /netem/);
});

test("netem's words are those of the link, and a slow link has a router's queue", (t) => {
  t.is(
    qdiscWords("eth0", { delayMs: 20, loss: 0.015, rateBits: 10_000_000 }).join(" "),
    "tc qdisc replace dev eth0 root netem delay 20ms loss 1.5% rate 10000kbit limit 1000",
  );
  t.is(
    qdiscWords("eth0", { loss: 0.01 }).join(" "),
    "tc qdisc replace dev eth0 root netem loss 1% limit 100000",
  );
});

test("what cannot stand in a line for ip is refused", (t) => {
  const routes = [{ to: "default", via: "10.0.0.1\nlink delete eth0" }];
  t.throws(() => bootScript(plainNode("a1", { routes })), { message: /cannot stand in a line for ip/ });
});

test("a sysctl's name is the file's path, dots and slashes swapped", (t) => {
  t.is(sysctlPath("net.ipv4.conf.eth0/100.arp_ignore"), "/proc/sys/net/ipv4/conf/eth0.100/arp_ignore");
  t.throws(() => sysctlPath("vm.swappiness"));
});

test("volatile folders are those that start empty, not those that are called alike", (t) => {
  t.true(isVolatile("/run/frr"));
  t.false(isVolatile("/running"));
  t.false(isVolatile("/var/lib/run"));
});

test("a real server of mode tun has its tunnel before the sysctls that name it, and announces a smaller MSS", (t) => {
  const tunnelled: PlannedNode = {
    ...web,
    tunnel: { kind: "ipip", name: "tunl0" },
    sysctls: { "net.ipv4.conf.tunl0.rp_filter": "0" },
    routes: [{ to: "default", via: "10.10.0.1", mss: 1440 }],
  };
  const lines = bootScript(tunnelled).split("\n");
  const at = (part: string) => lines.findIndex((line) => line.includes(part));
  t.true(at("ip link add tunl0 type ipip") >= 0);
  t.true(at("ip link add tunl0") < at("conf/tunl0/rp_filter"));
  t.true(at("link set tunl0 up") > at("ip -batch"));
  t.true(lines.includes("route add default via 10.10.0.1 advmss 1440"));
  t.notThrows(() => execFileSync("sh", ["-n"], { input: bootScript(tunnelled) }));
});

test("a log in a folder of a daemon's own account is there and belongs to it before the daemon starts", (t) => {
  const script = bootScript(nodeOf(labUnderTest("lvs-dr").plan, "web1"));
  t.regex(
    script,
    /: >>\/var\/log\/nginx\/access.log\nchown www-data \/var\/log\/nginx \/var\/log\/nginx\/access.log/,
  );
});
