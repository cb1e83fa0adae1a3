import { readFileSync } from "node:fs";
import test from "ava";
import { countersText, serverCount, serversRequest } from "../../scripts/watch/reading/ipvs-dump.ts";

/** What Linux 7.2 answered in the guest of lvs-dr's director after seven requests to its VIP and five to its IPv6 one. */
const DUMP = readFileSync(new URL("ipvs-dump.txt", import.meta.url), "utf8").trim();
const SHOP = { protocol: "tcp", port: 80 } as const;
const VIPS = ["10.10.0.100", "2001:db8:10::100"];

test("the servers of a service are asked for by its family, protocol and socket", (t) => {
  t.deepEqual(
    VIPS.map((vip) => serversRequest({ ...SHOP, vip })),
    DUMP.split("\n").map((line) => line.split(" ")[0]),
  );
  const udp = serversRequest({ protocol: "udp", vip: "10.0.0.1", port: 53 });
  t.true(udp.includes("0600020011000000"), "UDP is 17");
  t.true(udp.endsWith("0600040000350000"), "ports are in network order");
});

test("the counters of each server are those that ipvsadm showed", (t) => {
  t.deepEqual(countersText(DUMP).split("\n"), [
    "tcp 10.10.0.100:80 10.10.0.7 2 12",
    "tcp 10.10.0.100:80 10.10.0.6 2 12",
    "tcp 10.10.0.100:80 10.10.0.5 3 18",
    "tcp [2001:db8:10::100]:80 2001:db8:10::7 1 6",
    "tcp [2001:db8:10::100]:80 2001:db8:10::6 2 12",
    "tcp [2001:db8:10::100]:80 2001:db8:10::5 2 12",
  ]);
});

test("a count is of one service, over all addresses of a server", (t) => {
  const text = countersText(DUMP);
  const web1 = ["10.10.0.5", "2001:db8:10::5"];
  const [vip = "", vip6 = ""] = VIPS;
  t.is(serverCount(text, { ...SHOP, vip }, web1, "connections"), 3);
  t.is(serverCount(text, { ...SHOP, vip: vip6 }, web1, "packets"), 12);
  t.is(serverCount(text, { ...SHOP, vip, port: 8080 }, web1, "packets"), 0);
});

test("an answer that is cut off, or none, tells of those servers that are whole in it", (t) => {
  t.is(countersText(""), "");
  const [first = ""] = DUMP.split("\n");
  t.is(countersText(first.slice(0, 1_200)), "tcp 10.10.0.100:80 10.10.0.7 2 12");
});
