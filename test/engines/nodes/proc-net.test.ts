import test from "ava";
import { hasRoute, hasRoute6, ipvsService, listensOn } from "../../../scripts/engines/nodes/proc-net.ts";

const TCP = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000    33        0 4711 1 0
   1: 0B0A0A0A:1F90 0A0A0A0A:C350 01 00000000:00000000 00:00000000 00000000     0        0 4712 1 0
`;

const IP_VS = `IP Virtual Server version 1.2.1 (size=4096)
Prot LocalAddress:Port Scheduler Flags
  -> RemoteAddress:Port Forward Weight ActiveConn InActConn
TCP  0A0A0064:0050 wrr
  -> 0A0A0004:0050      Route   2      0          0
  -> 0A0A0003:0050      Route   0      0          1
TCP  0A0A0065:01BB rr persistent 6000 FFFFFFFF
  -> 0A140003:1F90      Masq    1      0          0
UDP  0A0A0064:0050 rr ops
  -> 0A0A0003:0050      Route   1      0          0
TCP  [2001:0db8:0010:0000:0000:0000:0000:0100]:0050 wrr 
  -> [2001:0db8:0010:0000:0000:0000:0000:0005]:0050      Route   3      0          0         
`;

const ROUTES6 = `20010db8001000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000002 00000000 00000001     eth0
00000000000000000000000000000000 00 00000000000000000000000000000000 00 20010db8001000000000000000000003 00000400 00000002 00000000 00000003     eth0
`;

const ROUTES = `Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
eth0	00000000	01000A0A	0003	0	0	0	00000000	0	0	0
eth0	00000A0A	00000000	0001	0	0	0	00FFFFFF	0	0	0
`;

test("a port counts as listened on only in the state LISTEN", (t) => {
  t.true(listensOn(TCP, 80));
  t.false(listensOn(TCP, 8080));
  t.false(listensOn("", 80));
});

const tcp = (vip: string, port: number) => ({ protocol: "tcp", vip, port }) as const;

test("a virtual service shows its scheduler and its servers", (t) => {
  t.deepEqual(ipvsService(IP_VS, tcp("10.10.0.100", 80)), {
    scheduler: "wrr",
    onePacket: false,
    persistent: false,
    servers: [
      { address: "10.10.0.4", port: 80, forwarding: "Route", weight: 2, active: 0, inactive: 0 },
      { address: "10.10.0.3", port: 80, forwarding: "Route", weight: 0, active: 0, inactive: 1 },
    ],
  });
  t.deepEqual(ipvsService(IP_VS, tcp("10.10.0.101", 443)), {
    scheduler: "rr",
    onePacket: false,
    persistent: true,
    servers: [{ address: "10.20.0.3", port: 8080, forwarding: "Masq", weight: 1, active: 0, inactive: 0 }],
  });
  t.deepEqual(ipvsService(IP_VS, tcp("2001:db8:10::100", 80)), {
    scheduler: "wrr",
    onePacket: false,
    persistent: false,
    servers: [
      { address: "2001:db8:10::5", port: 80, forwarding: "Route", weight: 3, active: 0, inactive: 0 },
    ],
  });
  t.is(ipvsService(IP_VS, tcp("10.10.0.100", 443)), null);
  t.is(ipvsService(IP_VS, tcp("2001:db8:10::101", 80)), null);
  t.is(ipvsService("", tcp("10.10.0.100", 80)), null);
});

test("a service of UDP is another than that of TCP on the same port", (t) => {
  t.deepEqual(ipvsService(IP_VS, { protocol: "udp", vip: "10.10.0.100", port: 80 }), {
    scheduler: "rr",
    onePacket: true,
    persistent: false,
    servers: [{ address: "10.10.0.3", port: 80, forwarding: "Route", weight: 1, active: 0, inactive: 0 }],
  });
  t.is(ipvsService(IP_VS, { protocol: "udp", vip: "10.10.0.101", port: 443 }), null);
});

test("a route is known by its prefix, its length and its next hop", (t) => {
  t.true(hasRoute(ROUTES, "default", "10.10.0.1"));
  t.false(hasRoute(ROUTES, "default", "10.10.0.2"));
  t.true(hasRoute(ROUTES, "10.10.0.0/24", "0.0.0.0"));
  t.false(hasRoute(ROUTES, "10.10.0.0/16", "0.0.0.0"));
  t.false(hasRoute(ROUTES, "10.20.0.0/24", "10.10.0.1"));
});

test("so is a route of IPv6", (t) => {
  t.true(hasRoute6(ROUTES6, "default", "2001:db8:10::3"));
  t.false(hasRoute6(ROUTES6, "default", "2001:db8:10::4"));
  t.true(hasRoute6(ROUTES6, "2001:db8:10::/64", "::"));
  t.false(hasRoute6(ROUTES6, "2001:db8:10::/48", "::"));
});
