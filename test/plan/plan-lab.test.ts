import test from "ava";
import { type LabInput, labSchema } from "../../stacks/lab/schema/lab.ts";
import { tierDaemons } from "../../stacks/lab/schema/tier.ts";
import { planLab } from "../../stacks/plan/plan-lab.ts";
import { brokenPlan, labNames, labUnderTest, nodeOf, templates } from "./lab-files.ts";
import { allRoutes, walk } from "./walk-plan.ts";

const OFFICE = "198.18.0.0/24";
const CLIENT = "198.18.0.1";
const VIP = "10.10.0.100";
const VIP6 = "2001:db8:10::100";
const CLIENT6 = "2001:db8::1";

function plan(input: Omit<LabInput, "lab" | "about">, lab = "small") {
  return planLab(labSchema.parse({ lab, about: "A small lab.", ...input }), templates);
}

for (const name of labNames) {
  const { plan: whole, breaks } = labUnderTest(name);
  for (const { name: id, plan: broken, labBreak } of breaks) {
    // Other faults on the same lab are a break as well.
    if (labBreak.timeline !== undefined) continue;
    test(`${name}: break ${id} plans to something else than the lab`, (t) => {
      t.notDeepEqual(broken, whole);
    });
  }
}

test("lvs-dr: the web servers hold the VIP on lo, keep quiet about it, and answer over the edge", (t) => {
  const { plan: whole } = labUnderTest("lvs-dr");
  const web = nodeOf(whole, "web1");
  t.deepEqual(web.loopback, [`${VIP}/32`, `${VIP6}/128`]);
  t.is(web.sysctls["net.ipv4.conf.all.arp_ignore"], "1");
  t.is(web.sysctls["net.ipv4.conf.all.arp_announce"], "2");
  t.deepEqual(walk(whole, "web1", CLIENT), ["web1", "edge1", "client1"]);
  t.is(nodeOf(whole, "lvs1").sysctls["net.ipv4.ip_forward"], "0");
});

test("lvs-dr by NAT: a one-armed director forwards, sends no redirects, and carries the replies", (t) => {
  const broken = brokenPlan("lvs-dr", "dr-reply/0");
  const director = nodeOf(broken, "lvs1");
  t.is(director.sysctls["net.ipv4.ip_forward"], "1");
  for (const device of ["all", "eth0"]) {
    t.is(director.sysctls[`net.ipv4.conf.${device}.send_redirects`], "0");
    t.is(director.sysctls[`net.ipv4.conf.${device}.rp_filter`], "0");
  }
  t.deepEqual(nodeOf(broken, "web1").loopback, []);
  t.deepEqual(walk(broken, "web1", CLIENT), ["web1", "lvs1", "edge1", "client1"]);
});

test("lvs-dr with arp_ignore off: no other setting keeps the web servers quiet", (t) => {
  const { sysctls, interfaces } = nodeOf(brokenPlan("lvs-dr", "dr-arp/0"), "web1");
  t.deepEqual(
    ["all", ...interfaces.map(({ name }) => name)].map(
      (device) => sysctls[`net.ipv4.conf.${device}.arp_ignore`],
    ),
    ["0", "0", "0"],
  );
});

test("lvs-dr without the VIP on lo: it is gone, and nothing else", (t) => {
  const { loopback, ...web } = nodeOf(brokenPlan("lvs-dr", "dr-vip-on-lo/0"), "web1");
  const { loopback: held, ...whole } = nodeOf(labUnderTest("lvs-dr").plan, "web1");
  t.deepEqual([loopback, held], [[], [`${VIP}/32`, `${VIP6}/128`]]);
  t.deepEqual(web, whole);
});

test("lvs-dr with web servers in the annex: the director checks them over the router", (t) => {
  const broken = brokenPlan("lvs-dr", "dr-same-l2/0");
  t.deepEqual(walk(broken, "lvs1", broken.services[0]?.servers[0]?.address ?? ""), ["lvs1", "edge1", "web1"]);
  t.deepEqual(walk(broken, "web1", "10.10.0.4"), ["web1", "edge1", "lvs1"]);
});

test("lvs-dr with another port: Nginx listens there alone, and IPVS keeps the service's port", (t) => {
  const broken = brokenPlan("lvs-dr", "dr-port/0");
  t.deepEqual(nodeOf(broken, "web1").readiness, [{ kind: "http", port: 8080, path: "/healthz" }]);
  const [probe] = nodeOf(broken, "lvs1").readiness;
  t.deepEqual(probe?.kind === "ipvs" ? probe.table.servers.map(({ port }) => port) : [], [80, 80, 80]);
});

test("lvs-nat: replies cross both routers and the director", (t) => {
  const { plan: whole } = labUnderTest("lvs-nat");
  t.deepEqual(walk(whole, "web1", CLIENT), ["web1", "core1", "lvs1", "edge1", "client1"]);
  t.deepEqual(nodeOf(whole, "web1").routes, [
    { to: "default", via: "10.30.0.5" },
    { to: "default", via: "2001:db8:30::5" },
  ]);
  t.is(nodeOf(whole, "lvs1").sysctls["net.ipv4.ip_forward"], "1");
});

test("lvs-nat with a third cable on core: replies bypass the director, and checks still come back to it", (t) => {
  const broken = brokenPlan("lvs-nat", "nat-reply/0");
  t.deepEqual(allRoutes(nodeOf(broken, "core1")), [
    { to: "default", via: "10.10.0.3" },
    { to: "default", via: "2001:db8:10::3" },
  ]);
  t.deepEqual(walk(broken, "web1", CLIENT), ["web1", "core1", "edge1", "client1"]);
  t.deepEqual(walk(broken, "web1", "10.20.0.4"), ["web1", "core1", "lvs1"]);
  t.deepEqual(walk(broken, "lvs1", "10.30.0.6"), ["lvs1", "core1", "web1"]);
});

test("lvs-nat by DR with web servers on the dmz: they hold the VIP and answer over the edge", (t) => {
  const broken = brokenPlan("lvs-nat", "nat-rewrite/0");
  t.deepEqual(nodeOf(broken, "web1").loopback, [`${VIP}/32`, `${VIP6}/128`]);
  t.deepEqual(walk(broken, "web1", CLIENT), ["web1", "edge1", "client1"]);
  t.deepEqual(
    broken.services[0]?.servers.map(({ address, port }) => `${address}:${port}`),
    ["10.10.0.6:80", "10.10.0.7:80", "10.10.0.8:80"],
  );
});

test("lvs-nat by DR two hops away: a packet for the VIP has no way from core to the web servers or back", (t) => {
  const broken = brokenPlan("lvs-nat", "nat-subnets/0");
  t.is(nodeOf(broken, "lvs1").sysctls["net.ipv4.ip_forward"], "0");
  t.is(walk(broken, "core1", VIP), null);
  t.deepEqual(walk(broken, "lvs1", "10.30.0.6"), ["lvs1", "core1", "web1"]);
});

for (const name of labNames) {
  test(`${name}: no break gives an address to another MAC, which neighbours would not know`, (t) => {
    const { plan: whole, breaks } = labUnderTest(name);
    const owners = new Map<string, string>();
    for (const { nodes } of [whole, ...breaks.map((entry) => entry.plan)]) {
      for (const { segment, mac, addresses } of nodes.flatMap((node) => node.interfaces)) {
        const key = `${segment} ${addresses[0]}`;
        t.is(owners.get(key) ?? mac, mac, key);
        owners.set(key, mac);
      }
    }
  });
}

test("a node has one host number in all its segments, but in one that is too small for all nodes", (t) => {
  const { nodes } = plan({
    segments: { office: OFFICE, dmz: "10.10.0.0/24", tiny: "10.20.0.0/30" },
    tiers: {
      client: { role: "client", on: "office", count: 5 },
      edge: { role: "router", on: ["office", "dmz", "tiny"] },
    },
  });
  t.deepEqual(
    nodes.at(-1)?.interfaces.map(({ addresses }) => addresses[0]),
    ["198.18.0.6/24", "10.10.0.6/24", "10.20.0.1/30"],
  );
});

test("a tier added last changes no address, MAC or route of the others", (t) => {
  const segments = { office: OFFICE, dmz: "10.10.0.0/24" };
  const tiers: LabInput["tiers"] = {
    client: { role: "client", on: "office" },
    edge: { role: "router", on: ["office", "dmz"] },
  };
  const before = plan({ segments, tiers });
  const after = plan({
    segments,
    tiers: { ...tiers, late: { role: "client", on: ["office", "dmz"], count: 3 } },
  });
  t.deepEqual(after.nodes.slice(0, before.nodes.length), [...before.nodes]);
});

test("labs of different names have different MACs", (t) => {
  const of = (lab: string) =>
    plan(
      { segments: { office: OFFICE }, tiers: { client: { role: "client", on: "office", count: 50 } } },
      lab,
    ).nodes.map((node) => node.interfaces[0]?.mac);
  t.is(new Set([...of("one"), ...of("two")]).size, 100);
});

test("addresses leave out the network, the broadcast address and VIPs", (t) => {
  const { nodes } = plan({
    segments: { tiny: "10.0.0.0/29" },
    tiers: { client: { role: "client", on: "tiny", count: 4 }, lvs: { role: "director", on: "tiny" } },
    services: { shop: { vip: "10.0.0.2", director: "lvs", mode: "dr", servers: {} } },
  });
  t.deepEqual(
    nodes.flatMap((node) => node.interfaces.flatMap(({ addresses }) => addresses)),
    ["10.0.0.1/29", "10.0.0.3/29", "10.0.0.4/29", "10.0.0.5/29", "10.0.0.6/29", "10.0.0.2/32"],
  );
});

test("a segment with too few addresses is refused", (t) => {
  t.throws(
    () =>
      plan({
        segments: { tiny: "10.0.0.0/30" },
        tiers: { client: { role: "client", on: "tiny", count: 3 } },
      }),
    { message: "segment tiny (10.0.0.0/30) has too few addresses for its nodes" },
  );
});

test("a thousand nodes of one tier fit one segment", (t) => {
  const { nodes } = plan({
    segments: { wide: "10.0.0.0/22" },
    tiers: { client: { role: "client", on: "wide", count: 1000 } },
  });
  t.is(nodes.at(-1)?.interfaces[0]?.addresses[0], "10.0.3.232/22");
  t.is(new Set(nodes.map((node) => node.interfaces[0]?.mac)).size, 1000);
});

test("a tier's own routes and sysctls stand over the computed ones", (t) => {
  const { nodes } = plan({
    segments: { office: OFFICE, dmz: "10.10.0.0/24" },
    tiers: {
      client: {
        role: "client",
        on: "office",
        routes: [
          { to: "0.0.0.0/0", via: "198.18.0.77" },
          { to: "10.99.0.0/16", via: "edge" },
        ],
        sysctls: { "net.ipv4.conf.all.rp_filter": 1 },
      },
      edge: { role: "router", on: ["office", "dmz"] },
    },
  });
  t.deepEqual(nodes[0]?.routes, [
    { to: "default", via: "198.18.0.77" },
    { to: "10.99.0.0/16", via: "198.18.0.2" },
  ]);
  t.is(nodes[0]?.sysctls["net.ipv4.conf.all.rp_filter"], "1");
});

test("of two gateways none is the default; each gets its prefixes", (t) => {
  const { nodes } = plan({
    segments: { a: "10.1.0.0/24", b: "10.2.0.0/24", c: "10.3.0.0/24" },
    tiers: {
      left: { role: "router", on: ["a", "b"] },
      right: { role: "router", on: ["b", "c"] },
      host: { role: "client", on: "b" },
    },
  });
  t.deepEqual(nodes.find((node) => node.name === "host1")?.routes, [
    { to: "10.1.0.0/24", via: "10.2.0.1" },
    { to: "10.3.0.0/24", via: "10.2.0.2" },
  ]);
});

test("lvs-tun: the web servers unwrap, hold the VIP, announce a smaller MSS, and ask their kernel for IPIP", (t) => {
  const { plan } = labUnderTest("lvs-tun");
  const web1 = nodeOf(plan, "web1");
  t.deepEqual(web1.tunnel, { kind: "ipip", name: "tunl0" });
  t.deepEqual(web1.loopback, ["10.10.0.100/32"]);
  t.deepEqual(web1.kernelNeeds, ["ipip"]);
  t.is(web1.sysctls["net.ipv4.conf.tunl0.rp_filter"], "0");
  t.true(web1.routes.length > 0 && web1.routes.every(({ mss }) => mss === 1440));
  t.true(nodeOf(plan, "app1").routes.every(({ mss }) => mss === undefined));
  t.true(nodeOf(brokenPlan("lvs-tun", "tun-mtu/0"), "web1").routes.every(({ mss }) => mss === 1460));
  const byDr = nodeOf(brokenPlan("lvs-tun", "tun-segments/0"), "web1");
  t.is(byDr.tunnel, undefined);
  t.deepEqual(byDr.kernelNeeds, []);
});

test("lvs-dr by IPv6: what holds for IPv4 holds for it too", (t) => {
  const { plan: whole } = labUnderTest("lvs-dr");
  t.deepEqual(nodeOf(whole, "lvs1").interfaces[0]?.addresses, [
    "10.10.0.4/24",
    "2001:db8:10::4/64",
    `${VIP}/32`,
    `${VIP6}/128`,
  ]);
  t.deepEqual(walk(whole, "client1", VIP6), ["client1", "edge1", "lvs1"]);
  t.deepEqual(walk(whole, "web1", CLIENT6), ["web1", "edge1", "client1"]);
  const broken = brokenPlan("lvs-dr", "dr-ipv6/0");
  t.deepEqual(walk(broken, "web1", CLIENT6), ["web1", "lvs1", "edge1", "client1"]);
  t.is(nodeOf(broken, "lvs1").sysctls["net.ipv6.conf.all.forwarding"], "1");
});

test("a dual-stack service is two virtual servers, each with the addresses of its family", (t) => {
  const probes = nodeOf(labUnderTest("lvs-nat").plan, "lvs1").readiness;
  t.deepEqual(
    probes.map((probe) =>
      probe.kind === "ipvs" ? [probe.vip, ...probe.table.servers.map(({ address }) => address)] : [],
    ),
    [
      [VIP, "10.30.0.6", "10.30.0.7", "10.30.0.8"],
      [VIP6, "2001:db8:30::6", "2001:db8:30::7", "2001:db8:30::8"],
    ],
  );
});

test("only what is on a segment with an IPv6 prefix speaks it, and routes lead around what does not", (t) => {
  const { nodes, segments } = plan({
    segments: {
      office: [OFFICE, "2001:DB8:0::/64"],
      old: "10.1.0.0/24",
      dmz: { prefix: "10.10.0.0/24", prefix6: "fd00:0:0:10::/64", delay: "100ms" },
      new: ["10.2.0.0/24", "fd00:0:0:2::/64"],
    },
    tiers: {
      client: { role: "client", on: "office" },
      near: { role: "router", on: ["office", "old"] },
      elder: { role: "router", on: ["old", "dmz"] },
      younger: { role: "router", on: ["office", "new"], routing: "kernel" },
      last: { role: "router", on: ["new", "dmz"] },
    },
  });
  const routes = (name: string) => nodes.find((node) => node.name === name)?.routes;
  t.deepEqual(segments[0], { name: "office", prefix: OFFICE, prefix6: "2001:db8::/64" });
  t.deepEqual(
    routes("client1")?.filter(({ via }) => via.includes(":")),
    [{ to: "default", via: "2001:db8::4" }],
  );
  t.deepEqual(
    routes("younger1")?.filter(({ via }) => via.includes(":")),
    [{ to: "fd00:0:0:10::/64", via: "fd00:0:0:2::5" }],
  );
  const sysctls = (name: string) =>
    Object.keys(nodes.find((node) => node.name === name)?.sysctls ?? {}).filter((key) => /ipv6/.test(key));
  t.deepEqual(sysctls("near1"), [
    "net.ipv6.conf.all.forwarding",
    "net.ipv6.conf.eth0.accept_ra",
    "net.ipv6.conf.all.accept_dad",
    "net.ipv6.conf.eth0.accept_dad",
    "net.ipv6.conf.eth0.accept_redirects",
  ]);
});

test("told routes of IPv6 stand over the computed ones, by a node or an address", (t) => {
  const { nodes } = plan({
    segments: { office: [OFFICE, "2001:db8::/64"], dmz: ["10.10.0.0/24", "2001:db8:10::/64"] },
    tiers: {
      client: {
        role: "client",
        on: "office",
        routes: [
          { to: "2001:db8:99::/48", via: "edge" },
          { to: "::/0", via: "2001:db8::9" },
        ],
      },
      edge: { role: "router", on: ["office", "dmz"] },
    },
  });
  t.deepEqual(nodes[0]?.routes, [
    { to: "default", via: "198.18.0.2" },
    { to: "2001:db8:99::/48", via: "2001:db8::2" },
    { to: "default", via: "2001:db8::9" },
  ]);
});

test("a thousand dual-stack nodes are planned in bounded time", (t) => {
  const began = performance.now();
  const { nodes } = plan({
    segments: { wide: ["10.0.0.0/20", "2001:db8::/64"], far: ["10.1.0.0/20", "2001:db8:1::/64"] },
    tiers: {
      client: { role: "client", on: "wide", count: 990 },
      edge: { role: "router", on: ["wide", "far"] },
      lvs: { role: "director", on: "far" },
      web: { role: "nginx", on: "far", count: 8 },
    },
    services: {
      shop: { vip: "10.1.15.1", vip6: "2001:db8:1::ffff", director: "lvs", mode: "dr", servers: "web" },
    },
  });
  t.is(nodes.length, 1000);
  t.true(performance.now() - began < 10_000);
});

for (const name of labNames) {
  test(`${name}: the daemons that faults can name are those that the nodes run`, (t) => {
    const { lab, plan } = labUnderTest(name);
    for (const node of plan.nodes) {
      const tier = lab.tiers[node.tier];
      const modes = plan.services.flatMap(({ directors, mode }) =>
        directors.includes(node.name) ? [mode] : [],
      );
      t.deepEqual(
        tier === undefined ? [] : [...tierDaemons(tier, modes)],
        node.daemons.map((daemon) => daemon.name),
        node.name,
      );
    }
  });
}
