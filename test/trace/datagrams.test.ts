import test from "ava";
import type { Packet } from "../../scripts/observe/observation.ts";
import { packetsOf } from "../../scripts/observe/packets/dissect.ts";
import { FIELDS } from "../../scripts/observe/packets/tshark.ts";
import { asConversation } from "../../scripts/trace/datagrams.ts";
import { labUnderTest, nodeOf } from "../plan/lab-files.ts";

const { plan } = labUnderTest("lvs-udp");
const mac = nodeOf(plan, "client1").interfaces[0]?.mac ?? "";

/** What tshark tells of one frame of the first client. */
function seen(values: Partial<Record<(typeof FIELDS)[number], string>>): Packet[] {
  const all = {
    "frame.number": "1",
    "frame.interface_name": "client1:eth0",
    "frame.time_epoch": "1.5",
    "eth.src": mac,
    "ip.src": "198.18.0.1",
    "ip.dst": "10.10.0.53",
    "udp.srcport": "40000",
    "udp.dstport": "53",
    "udp.payload": "00",
    ...values,
  } as Partial<Record<string, string>>;
  return packetsOf(FIELDS.map((field) => all[field] ?? "").join("\t"), plan);
}

test("a query and its answer share their number, and are told apart", (t) => {
  const query = { "dns.id": "0x0001", "dns.flags.response": "False", "dns.qry.name": "ns.shop.test" };
  const answer = { ...query, "dns.flags.response": "True", "dns.a": "10.10.0.53" };
  const [asked, answered] = [seen(query), seen(answer)].flatMap(asConversation);
  t.like(asked, { tcp: { seq: 1, ack: 0, flags: "" }, http: { kind: "request", text: "ns.shop.test" } });
  t.like(answered, {
    tcp: { seq: 1, ack: 1 },
    http: { kind: "response", text: "ns.shop.test is 10.10.0.53" },
  });
});

test("what is no DNS is no part of it", (t) => {
  t.deepEqual(asConversation(seen({})), []);
});
