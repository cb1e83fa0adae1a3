import test from "ava";
import type { PlannedService } from "../../stacks/plan/plan.ts";
import { sourceNatOf } from "../../stacks/plan/source-nat.ts";
import { labUnderTest, nodeOf } from "./lab-files.ts";

const interfaces = [
  { name: "eth0", segment: "dmz", mac: "02:00:00:00:00:01", addresses: ["10.10.0.4/24", "10.10.0.100/32"] },
  { name: "eth1", segment: "inner", mac: "02:00:00:00:00:02", addresses: ["10.20.0.4/24"] },
];
const routes = [
  { to: "default", via: "10.10.0.3" },
  { to: "10.30.0.0/16", via: "10.20.0.5" },
];
const server = (node: string, address: string, port = 80) => ({ node, address, port, weight: 1 });

function service(more: Partial<PlannedService>): PlannedService {
  const base = {
    name: "shop",
    vip: "10.10.0.100",
    port: 80,
    mode: "fullnat",
    scheduler: "wrr",
    protocol: "tcp",
  } as const;
  return { ...base, flags: [], directors: ["lvs1"], servers: [], check: null, ...more };
}

function facesOf(...directs: PlannedService[]) {
  return sourceNatOf({ directs, interfaces, routes }).map(({ interface: name, address, servers }) => [
    name,
    address,
    servers.map(({ node, port }) => `${node}:${port}`).join(" "),
  ]);
}

test("a server sees the director's address on the interface that leads there: its segment's, then the longest route's", (t) => {
  const servers = [
    server("near", "10.10.0.9"),
    server("next", "10.20.0.9"),
    server("far", "10.30.7.9"),
    server("farther", "172.16.0.9"),
  ];
  t.deepEqual(facesOf(service({ servers })), [
    ["eth0", "10.10.0.4", "near:80 farther:80"],
    ["eth1", "10.20.0.4", "next:80 far:80"],
  ]);
});

test("the sorry server is answered for as well, and a server of two services once", (t) => {
  const servers = [server("web1", "10.20.0.9")];
  const sorry = { node: "sorry1", address: "10.20.0.10", port: 80 };
  t.deepEqual(facesOf(service({ servers, sorry }), service({ name: "blog", servers })), [
    ["eth1", "10.20.0.4", "web1:80 sorry1:80"],
  ]);
});

test("services of other modes are left alone", (t) => {
  const servers = [server("web1", "10.20.0.9")];
  t.deepEqual(facesOf(service({ mode: "nat", servers }), service({ mode: "dr", servers })), []);
});

test("a server that no route leads to is nobody's", (t) => {
  const servers = [server("web1", "172.16.0.9")];
  t.deepEqual(sourceNatOf({ directs: [service({ servers })], interfaces, routes: [] }), []);
});

test("a director with FullNAT forwards, yet nobody's way leads over it", (t) => {
  const { plan } = labUnderTest("lvs-fullnat");
  const director = nodeOf(plan, "lvs1");
  t.is(director.sysctls["net.ipv4.ip_forward"], "1");
  const own = director.interfaces.flatMap(({ addresses }) => addresses.map((cidr) => cidr.split("/")[0]));
  for (const { routes: taken } of plan.nodes) t.false(taken.some(({ via }) => own.includes(via)));
});
