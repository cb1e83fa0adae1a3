import test from "ava";
import { dissect, packetsOf } from "../../../scripts/observe/packets/dissect.ts";
import {
  FIELDS,
  type Field,
  httpPorts,
  tsharkCommand,
  VALUE_SEPARATOR,
} from "../../../scripts/observe/packets/tshark.ts";
import { sampleLab } from "../sample-lab.ts";
import { macOf, samplePlan } from "../sample-plan.ts";

const GET: Partial<Record<Field, string>> = {
  "frame.number": "4",
  "frame.interface_name": "edge1:eth0",
  "frame.time_epoch": "1795456371.213881921",
  "eth.src": macOf("client1"),
  "eth.dst": macOf("edge1"),
  "ip.src": "198.18.0.1",
  "ip.dst": "10.10.0.100",
  "ip.ttl": "64",
  "ip.id": "0xeba0",
  "ip.checksum": "0x7fa0",
  "ip.checksum.status": "1",
  "tcp.srcport": "53884",
  "tcp.dstport": "80",
  "tcp.seq_raw": "4294967295",
  "tcp.ack_raw": "3184123071",
  "tcp.flags": "0x0018",
  "tcp.checksum": "0x8aa7",
  "tcp.checksum.status": "0",
  "tcp.payload": "474554",
  "http.request.method": "GET",
  "http.request.uri": "/page",
  "http.request.line": ["Host: shop\\r\\n", "X-Request-Id: run-client1-1\\r\\n"].join(VALUE_SEPARATOR),
};

const line = (given: Partial<Record<Field, string>>) =>
  `${FIELDS.map((field) => given[field] ?? "").join("\t")}\n`;

test("a line of columns becomes a packet, with raw numbers, flags in words and its request id", (t) => {
  const [packet] = packetsOf(line(GET), samplePlan());
  t.deepEqual(packet, {
    point: { node: "edge1", interface: "eth0" },
    direction: "in",
    number: 4,
    at: 1_795_456_371_213.882,
    ethSrc: macOf("client1"),
    ethDst: macOf("edge1"),
    ip: {
      src: "198.18.0.1",
      dst: "10.10.0.100",
      ttl: 64,
      id: 0xeba0,
      checksum: "0x7fa0",
      checksumGood: true,
    },
    tcp: {
      srcPort: 53_884,
      dstPort: 80,
      seq: 4_294_967_295,
      ack: 3_184_123_071,
      flags: "PSH ACK",
      checksum: "0x8aa7",
      checksumGood: false,
      payload: "474554",
    },
    http: { kind: "request", requestId: "run-client1-1", text: "GET /page" },
  });
});

test("a TCP checksum of 0xffff where 0 would do is good, as for whoever receives it", (t) => {
  const written = { ...GET, "tcp.checksum": "0xffff", "tcp.checksum.status": "0" };
  const checksumIn = (text: string) => packetsOf(text, samplePlan())[0]?.tcp?.checksumGood;
  t.true(checksumIn(line({ ...written, "tcp.checksum.ffff": "1" })));
  t.false(checksumIn(line(written)));
});

test("a packet of IPv6 has a hop limit and a flow label, and neither number nor checksum", (t) => {
  const { "ip.src": _, ...others } = GET;
  const columns = {
    ...others,
    "ipv6.src": "2001:db8::1",
    "ipv6.dst": "2001:db8:10::100",
    "ipv6.hlim": "63",
    "ipv6.flow": "0x0a1b2c",
  };
  const [packet] = packetsOf(line(columns), samplePlan());
  t.deepEqual(packet?.ip, {
    src: "2001:db8::1",
    dst: "2001:db8:10::100",
    ttl: 63,
    id: null,
    checksum: null,
    checksumGood: true,
    flow: 0x0a1b2c,
  });
  t.is(packet?.http?.requestId, "run-client1-1");
});

test("of a packet inside another one, the inner one is the packet, and the outer header is told apart", (t) => {
  const both = (outer: string, inner: string) => [outer, inner].join(VALUE_SEPARATOR);
  const [packet] = packetsOf(
    line({
      ...GET,
      "ip.src": both("10.10.0.2", "198.18.0.1"),
      "ip.dst": both("10.30.0.2", "10.10.0.100"),
      "ip.ttl": both("64", "62"),
      "ip.id": both("0x0001", "0xeba0"),
      "ip.checksum": both("0x1111", "0x7fa0"),
      "ip.checksum.status": both("0", "1"),
    }),
    samplePlan(),
  );
  t.like(packet, {
    ip: {
      src: "198.18.0.1",
      dst: "10.10.0.100",
      ttl: 62,
      id: 0xeba0,
      checksum: "0x7fa0",
      checksumGood: true,
    },
    outer: { src: "10.10.0.2", dst: "10.30.0.2", ttl: 64, id: 1, checksum: "0x1111", checksumGood: false },
    tcp: { srcPort: 53_884 },
    http: { requestId: "run-client1-1" },
  });
});

test("an answer is known by its status", (t) => {
  const { "http.request.method": _, ...rest } = GET;
  const [packet] = packetsOf(
    line({ ...rest, "http.response.code": "200", "http.response.phrase": "OK" }),
    samplePlan(),
  );
  t.deepEqual(packet?.http, { kind: "response", requestId: null, text: "200 OK" });
});

test("a frame without IP is a packet without IP", (t) => {
  const [packet] = packetsOf(
    line({
      "frame.number": "1",
      "frame.interface_name": "lvs1:eth0",
      "frame.time_epoch": "1",
      "eth.src": macOf("edge1", 1),
      "eth.dst": "ff:ff:ff:ff:ff:ff",
    }),
    samplePlan(),
  );
  t.like(packet, { ip: null, tcp: null, http: null, direction: "in" });
});

test("the sender's own side is out, and a frame that a bridge flooded to a third node is left out", (t) => {
  const at = (point: string) => packetsOf(line({ ...GET, "frame.interface_name": point }), samplePlan());
  t.is(at("client1:eth0")[0]?.direction, "out");
  t.deepEqual(at("client2:eth0"), []);
  t.deepEqual(at("unknown:eth0"), []);
});

test("packets are in order of time, whatever their order in the file", (t) => {
  const columns = [3, 1, 2].map((second) =>
    line({ ...GET, "frame.number": String(9 - second), "frame.time_epoch": `${second}.5` }),
  );
  t.deepEqual(
    packetsOf(columns.join(""), samplePlan()).map(({ at }) => at),
    [1_500, 2_500, 3_500],
  );
});

test("all ports of the lab that speak HTTP are dissected as such", (t) => {
  const plan = samplePlan({ port: 8_000 });
  t.deepEqual(httpPorts(plan), [80, 8_000, 8_080]);
  const command = tsharkCommand("/x.pcapng", httpPorts(plan)).join(" ");
  t.true(command.includes("-d tcp.port==8000,http"));
});

test("a capture that cannot be read is told with the dissector's last words", async (t) => {
  const engine = {
    tool: async () => ({ exitCode: 2, stdout: "", stderr: "warning\nthe file is cut short\n" }),
  };
  await t.throwsAsync(dissect(engine, sampleLab(), "/x.pcapng"), {
    message: "tshark could not read /x.pcapng (exit code 2): the file is cut short",
  });
});
