import test from "ava";
import {
  countedSince,
  parseLiveCounters,
  parseServiceCounters,
} from "../../../scripts/observe/observers/ipvs-counters.ts";

const counters = { connections: 60, inPackets: 420, outPackets: 0, inBytes: 36_180, outBytes: 0 };

test("the counters of a service are found by its socket, its servers' are not taken for it", (t) => {
  const listing = `IP Virtual Server version 1.2.1 (size=4096)
Prot LocalAddress:Port               Conns   InPkts  OutPkts  InBytes OutBytes
  -> RemoteAddress:Port
TCP  10.10.0.100:80                     60      420        0    36180        0
  -> 10.10.0.11:80                      30      210        0    18090        0
TCP  10.10.0.101:80                      1        2        3        4        5
`;
  const services = parseServiceCounters(listing);
  t.deepEqual([...services.keys()], ["TCP 10.10.0.100:80", "TCP 10.10.0.101:80"]);
  t.deepEqual(services.get("TCP 10.10.0.100:80"), counters);
});

test("the live counters of all processors are added; they are hexadecimal, and neither totals nor rates count", (t) => {
  const text = `       Total Incoming Outgoing         Incoming         Outgoing
CPU    Conns  Packets  Packets            Bytes            Bytes
  0       1E      100        0             1000                0
  1       1E       A4        0             7D54                0
  ~       3C      1A4        0             8D54                0

     Conns/s   Pkts/s   Pkts/s          Bytes/s          Bytes/s
           A       14        0              100                0
`;
  t.deepEqual(parseLiveCounters(text), { ...counters, inPackets: 0x1a4, inBytes: 0x8d54 });
});

test("a text without counters gives none", (t) => {
  t.is(parseLiveCounters(""), null);
  t.is(parseLiveCounters("cat: /proc/net/ip_vs_stats_percpu: No such file"), null);
});

test("what was counted in between is the difference, and all of it where the counters began anew", (t) => {
  const before = { ...counters, connections: 10, inPackets: 20 };
  t.like(countedSince(before, counters), { connections: 50, inPackets: 400, outPackets: 0 });
  t.deepEqual(countedSince({ ...counters, connections: 61 }, counters), counters);
});
