import test from "ava";
import { decode, encode } from "dns-packet";
import { labView } from "../../scripts/watch/model/lab-view.ts";
import { queriesOf } from "../../scripts/watch/model/name-answers.ts";
import { labUnderTest } from "../plan/lab-files.ts";
import { devText, upWith } from "./told.ts";

const dr = labUnderTest("lvs-dr").plan;

const IP_VS = `IP Virtual Server version 1.2.1 (size=256)
Prot LocalAddress:Port Scheduler Flags
  -> RemoteAddress:Port Forward Weight ActiveConn InActConn
TCP  [2001:0db8:0010:0000:0000:0000:0000:0100]:0050 wrr
  -> [2001:0db8:0010:0000:0000:0000:0000:0005]:0050      Route   3      1          0
TCP  0A0A0064:0050 wrr
  -> 0A0A0006:0050      Route   0      4          0
  -> 0A0A0005:0050      Route   3      2          9
`;

function stats(connections: number): string {
  return `tcp 10.10.0.100:80 10.10.0.5 ${connections} ${connections * 5}
tcp [2001:db8:10::100]:80 2001:db8:10::5 ${connections} ${connections * 2}`;
}

function live(connections: number, packets: number): string {
  return `       Total Incoming Outgoing         Incoming         Outgoing\n  0 ${connections.toString(16)} ${packets.toString(16)} 0 0 0\n`;
}

test("a director's pool is told with weights, open connections and rates, both families together", (t) => {
  const lvs1 = upWith(
    { ipvs: IP_VS, "ipvs-counters": stats(100), "ipvs-live": live(1_000, 5_000) },
    { ipvs: IP_VS, "ipvs-counters": stats(110), "ipvs-live": live(1_020, 5_100) },
  );
  const { services } = labView({ plan: dr, nodeKernels: { lvs1: "uml" } }, new Map([["lvs1", lvs1]]));
  t.like(services[0]?.directors[0], { node: "lvs1", isUp: true, vrrp: null, connections: 20, packets: 100 });
  const [web1, web2, web3] = services[0]?.servers ?? [];
  t.like(web1, { node: "web1", weight: 3, plannedWeight: 3, active: 3, connections: 20, packets: 70 });
  t.like(web2, { node: "web2", weight: 0, plannedWeight: 2, active: 4 });
  t.like(web3, { node: "web3", weight: null }, "it is out of the pool");
});

test("what a dead director would tell is left open", (t) => {
  const { services, nodes } = labView(
    { plan: dr, nodeKernels: {} },
    new Map([["lvs1", { health: "down", told: new Map() }]]),
  );
  t.is(nodes.find(({ name }) => name === "lvs1")?.health, "down");
  t.like(services[0]?.servers[0], { weight: undefined, active: null, connections: null });
});

test("a node tells its packets, its cut links and its dead daemons", (t) => {
  const carriers =
    "/sys/class/net/eth0/carrier 1\n/sys/class/net/eth1/carrier 0\n/sys/class/net/lo/carrier 1";
  const web1 = upWith(
    { counters: devText({ lo: [5, 5], eth0: [10, 20], eth1: [0, 0] }), carriers },
    {
      counters: devText({ lo: [99, 99], eth0: [40, 60], eth1: [1, 0] }),
      daemons: "/run/service/nginx/supervise/stat down",
    },
  );
  const { nodes } = labView({ plan: dr, nodeKernels: {} }, new Map([["web1", web1]]));
  t.like(
    nodes.find(({ name }) => name === "web1"),
    {
      health: "up",
      in: 31,
      out: 40,
      links: [
        { name: "eth0", segment: "dmz", isUp: true, in: 30, out: 40 },
        { name: "eth1", segment: "apps", isUp: false, in: 1, out: 0 },
      ],
      daemons: [{ name: "nginx", runs: false }],
    },
  );
  t.is(nodes.find(({ name }) => name === "web2")?.health, "unknown");
});

test("who has the VIP of a virtual router is its master", (t) => {
  const { plan } = labUnderTest("keepalived-ha");
  const vip = plan.services[0]?.vip ?? "";
  const [first = "", second = ""] = plan.services[0]?.directors ?? [];
  const readings = new Map([
    [first, upWith({ addresses: `127.0.0.1\n${vip}` })],
    [second, upWith({ addresses: "127.0.0.1\n10.0.0.9" })],
  ]);
  const { services } = labView({ plan, nodeKernels: {} }, readings);
  t.deepEqual(
    services[0]?.directors.slice(0, 2).map(({ vrrp }) => vrrp),
    ["master", "backup"],
  );
});

test("a router tells its BGP sessions, and the directors that each VIP is reached over", (t) => {
  const { plan } = labUnderTest("bgp-ecmp");
  const router = plan.nodes.find(({ readiness }) => readiness.some(({ kind }) => kind === "ways"));
  const lvs = plan.nodes.filter(({ role }) => role === "director");
  const address = (at: number) => lvs[at]?.interfaces[0]?.addresses[0]?.split("/")[0] ?? "";
  const told = upWith({
    bgp: JSON.stringify({
      peers: { [address(0)]: { state: "Established" }, [address(1)]: { state: "Active" } },
    }),
    ways: JSON.stringify([{ dst: "x", nexthops: [{ gateway: address(0) }] }]),
  });
  const { routers } = labView({ plan, nodeKernels: {} }, new Map([[router?.name ?? "", told]]));
  const [one] = routers.filter(({ node }) => node === router?.name);
  t.deepEqual(one?.peers, [
    { node: "lvs1", state: "Established" },
    { node: "lvs2", state: "Active" },
  ]);
  t.deepEqual(one?.ways[0]?.over, ["lvs1"]);
  t.is(one?.ways[0]?.planned, lvs.length);
});

test("names are told by whose address each region is answered with", (t) => {
  const { plan } = labUnderTest("reference");
  const addresses = ["10.1.255.100", "10.1.255.100"];
  const answers = queriesOf(plan)
    .slice(0, 2)
    .map((hex, at) => {
      const { id = 0, questions = [] } = decode(Buffer.from(hex, "hex"));
      const name = questions[0]?.name ?? "";
      return encode({
        type: "response",
        id,
        questions,
        answers: [{ type: "A", name, data: addresses[at] ?? "" }],
      });
    });
  const dns1 = upWith({
    names: [...answers.map((one) => one.toString("hex")), "not hexadecimal"].join("\n"),
  });
  const { names } = labView({ plan, nodeKernels: {} }, new Map([["dns1", dns1]]));
  t.deepEqual(
    names.slice(0, 3).map(({ name, clients, whose, planned }) => [name, clients, whose, planned]),
    [
      ["www.shop.test", "198.18.0.0/24", ["shop.east"], ["shop.east"]],
      ["www.shop.test", "198.18.1.0/24", ["shop.east"], ["shop.west"]],
      ["img.shop.test", "198.18.0.0/24", [], ["cdn.east"]],
    ],
  );
});

test("a proxy's pool is told by its own words", (t) => {
  const { plan } = labUnderTest("lvs-proxy");
  const [service] = plan.services.filter(({ mode }) => mode === "proxy");
  const csv = `# pxname,svname,scur,status,weight,rate
${service?.name},FRONTEND,3,OPEN,,12
${service?.name},web1,1,UP,3,8
${service?.name},web2,0,DRAIN,2,0
`;
  const [director = ""] = service?.directors ?? [];
  const { services } = labView({ plan, nodeKernels: {} }, new Map([[director, upWith({ proxy: csv })]]));
  const shown = services.find(({ name }) => name === service?.name);
  t.like(shown?.directors[0], { connections: 12, packets: null });
  t.like(shown?.servers[0], { node: "web1", weight: 3, active: 1, connections: 8 });
  t.like(shown?.servers[1], { node: "web2", weight: 0 });
});
