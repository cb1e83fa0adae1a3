import test from "ava";
import type { Packet } from "../../scripts/observe/observation.ts";
import { lookupWalks } from "../../scripts/trace/lookup-walks.ts";
import { labUnderTest } from "../plan/lab-files.ts";

const { plan } = labUnderTest("smart-dns");
const lookup = { name: "www.shop.test", at: 0, tookMs: 3, addresses: [], error: null };
const ASK = "www.shop.test";
const ANSWER = "www.shop.test is 10.1.0.100";
const CLIENT = { address: "198.18.0.1", port: 4000 };
const RESOLVER = { address: "198.18.0.4", port: 53 };
const ASKER = { address: "198.18.0.4", port: 5000 };
const DNS = { address: "10.0.0.6", port: 53 };

let at = 0;
/** One message of DNS, as its sender and its receiver saw it. */
function message(
  [from, to]: readonly [string, string],
  [source, target]: readonly [typeof CLIENT, typeof CLIENT],
  id: number,
  text: string,
): Packet[] {
  at += 1;
  return ([from, to] as const).map((node, index): Packet => {
    const direction = index === 0 ? "out" : "in";
    const ip = { src: source.address, dst: target.address, ttl: 64, id, checksum: "", checksumGood: true };
    const udp = { srcPort: source.port, dstPort: target.port, checksum: "", payload: "" };
    return {
      point: { node, interface: "eth0" },
      direction,
      number: at * 2 + index,
      at: at + index / 10,
      ethSrc: "",
      ethDst: "",
      ip,
      tcp: null,
      http: null,
      udp,
      dns: { id, kind: text.includes(" is ") ? "response" : "request", text },
    };
  });
}

const packets = [
  ...message(["bob1", "sres1"], [{ address: "198.18.16.1", port: 4001 }, RESOLVER], 1, ASK),
  ...message(["alice1", "nres1"], [CLIENT, RESOLVER], 2, ASK),
  ...message(["nres1", "dns1"], [ASKER, DNS], 3, "wWw.Shop.TEST for 198.18.0.0/24"),
  ...message(["carol1", "nres1"], [{ address: "198.18.16.3", port: 4002 }, RESOLVER], 4, ASK),
  ...message(["nres1", "dns1"], [{ ...ASKER, port: 5001 }, DNS], 5, "img.shop.test"),
  ...message(["dns1", "nres1"], [DNS, ASKER], 3, ANSWER),
  ...message(["nres1", "alice1"], [RESOLVER, CLIENT], 2, ANSWER),
];

test("a lookup is what the client asked its resolver, and what that asked for it meanwhile", (t) => {
  const walks = lookupWalks(packets, plan, { client: "alice1", lookup });
  t.deepEqual(
    walks.map(({ connection, hops }) => [connection, hops.map(({ node }) => node).join(" ")]),
    [
      [1, "alice1 nres1"],
      [2, "nres1 dns1"],
      [2, "dns1 nres1"],
      [1, "nres1 alice1"],
    ],
  );
});

test("where no name was looked up, or nothing of it was captured, there is none", (t) => {
  t.deepEqual(lookupWalks(packets, plan, { client: "alice1" }), []);
  t.deepEqual(lookupWalks([], plan, { client: "alice1", lookup }), []);
});
