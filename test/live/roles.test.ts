import test from "ava";
import { parseNodeRef } from "../../stacks/lab/node-ref.ts";
import type { PlannedDaemon, PlannedNode } from "../../stacks/plan/plan.ts";
import { labNames, labUnderTest, nodeOf } from "../plan/lab-files.ts";
import { directs, directsBoth, everyRole } from "../roles/sample-nodes.ts";
import { runInImage } from "./in-image.ts";

const STICKY_UDP = {
  protocol: "udp",
  port: 53,
  scheduler: "mh",
  persistence: { for: "60s", by: "/24" },
  "one-packet": true,
  check: { dns: "www.shop.test" },
} as const;

/** Every configuration that a lab of labs/ or one of its breaks gives a node, once each. */
function configurations(): Map<string, { readonly node: PlannedNode; readonly daemon: PlannedDaemon }> {
  const plans = labNames.flatMap((name) => {
    const { plan, breaks } = labUnderTest(name);
    return [{ name, plan }, ...breaks.map((entry) => ({ name: `${name} ${entry.name}`, plan: entry.plan }))];
  });
  const nodes = plans.flatMap(({ name, plan }) =>
    plan.nodes
      .filter((node) => parseNodeRef(node.name).index === 1)
      .map((node) => ({ name: `${name} ${node.name}`, node })),
  );
  const samples = [
    ...everyRole(),
    directs({ check: { tcp: true } }),
    directs(STICKY_UDP),
    directsBoth({ sorry: "app1" }, { count: 2, vrrp: {} }),
    directsBoth({ mode: "proxy" }),
    directsBoth(STICKY_UDP),
  ].map((node, index) => ({ name: `sample ${index + 1}, ${node.role}`, node }));
  const seen = new Set<string>();
  return new Map(
    [...nodes, ...samples].flatMap(({ name, node }) =>
      node.daemons.flatMap((daemon) => {
        const text = JSON.stringify([daemon.name, node.files]);
        if (daemon.configCheck === null || seen.has(text)) return [];
        seen.add(text);
        return [[`${name}: ${daemon.name}`, { node, daemon }] as const];
      }),
    ),
  );
}

function asUser(daemon: PlannedDaemon): readonly string[] {
  return ["chpst", "-u", daemon.user, ...(daemon.configCheck ?? [])];
}

for (const [name, { node, daemon }] of configurations()) {
  test.serial(`${name} accepts its configuration`, async (t) => {
    const { exitCode, output } = await runInImage(node, node.files, asUser(daemon));
    t.is(exitCode, 0, output);
  });
}

const NONSENSE = {
  keepalived: "virtual_server {\n",
  nginx: "nonsense;\n",
  frr: "ip route nonsense\n",
  nftables: "nonsense\n",
  varnish: "nonsense\n",
  tomcat: "<Server>",
};

for (const [name, nonsense] of Object.entries(NONSENSE)) {
  test.serial(`${name} refuses a configuration with nonsense in it`, async (t) => {
    const nodes = ["lvs-nat", "syn-guard", "cdn"].flatMap((lab) => labUnderTest(lab).plan.nodes);
    const node = nodes.find((entry) => entry.daemons[0]?.name === name);
    const daemon = node?.daemons[0];
    if (node === undefined || daemon === undefined) return t.fail(`no node runs ${name}`);
    const [config, ...others] = node.files;
    if (config === undefined) return t.fail(`${name} has no file`);
    const spoilt = [{ ...config, content: `${nonsense}${config.content}` }, ...others];
    const { exitCode, output } = await runInImage(node, spoilt, asUser(daemon));
    t.not(exitCode, 0, output);
  });
}

test.serial(
  "FRR installs the routes of its configuration as one service that ends when it is told to",
  async (t) => {
    const node = nodeOf(labUnderTest("lvs-nat").plan, "core1");
    const script = `
    ip link add eth0 type veth peer name far
    ip address add 10.20.0.5/24 dev eth0
    ip link set far up
    ip link set eth0 up
    ${(node.daemons[0]?.command ?? []).join(" ")} >/tmp/log 2>&1 &
    service=$!
    for try in $(seq 500); do
      [ "$(ip route show via 10.20.0.4 | wc -l)" = 2 ] && break
      sleep 0.01
    done
    ip route show via 10.20.0.4
    kill $service
    wait $service
    echo "left: $(ip route show via 10.20.0.4 | wc -l) routes"
  `;
    const { output } = await runInImage(node, node.files, ["sh", "-c", script]);
    t.regex(output, /198\.18\.0\.0\/24/);
    t.regex(output, /10\.10\.0\.0\/24/);
    t.regex(output, /left: 0 routes/);
  },
);
