import { createSocket } from "node:dgram";
import test, { type ExecutionContext } from "ava";
import { decode, encode, type Packet } from "dns-packet";
import type { DnsQuestion, SenderJob } from "../../scripts/traffic/job.ts";
import { questioner } from "../../scripts/traffic/query.ts";

interface Options {
  readonly code: number;
  readonly sourcePrefixLength?: number;
  readonly ip?: string;
}

/** A UDP socket that answers each query as told, and keeps what it was asked; null is no answer. */
async function server(t: ExecutionContext, answer: (query: Packet) => Partial<Packet> | null) {
  const socket = createSocket("udp4");
  const asked: { readonly packet: Packet; readonly port: number }[] = [];
  socket.on("message", (message, { port, address }) => {
    const packet = decode(message);
    asked.push({ packet, port });
    const told = answer(packet);
    if (told !== null) socket.send(encode({ type: "response", id: packet.id, ...told }), port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  t.teardown(() => socket.close());
  return { port: socket.address().port, asked };
}

function jobTo(port: number, question: Partial<DnsQuestion> = {}): [SenderJob, DnsQuestion] {
  const whole: DnsQuestion = { name: "www.shop.test", type: "A", sockets: "new", ...question };
  const job = { client: "client1", service: "names", sender: null, address: "127.0.0.1", port };
  const pattern = { kind: "load", requests: 1, concurrency: 1, connections: "new" } as const;
  return [
    { ...job, path: "", idPrefix: "q", firstPort: 10_000, timeoutMs: 300, question: whole, pattern },
    whole,
  ];
}

const address = { type: "A", name: "www.shop.test", ttl: 7, data: "10.1.0.100" } as const;

test("an answer is told with its records, their time to live, and who it comes from", async (t) => {
  const nsid = { code: "NSID", data: Buffer.from("dns1") };
  const options = [
    nsid,
    { code: "CLIENT_SUBNET", ip: "198.18.0.0", sourcePrefixLength: 24, scopePrefixLength: 20 },
  ];
  const opt = {
    type: "OPT",
    name: ".",
    udpPayloadSize: 1232,
    extendedRcode: 0,
    ednsVersion: 0,
    flags: 0,
    options,
  };
  const { port } = await server(t, () => ({ answers: [address], additionals: [opt as never] }));
  const record = await questioner(...jobTo(port)).ask(1);
  t.deepEqual(record.dns, { rcode: "NOERROR", answers: [{ data: "10.1.0.100", ttlS: 7 }], scope: 20 });
  t.deepEqual(record.servedBy, ["dns1"]);
  t.is(record.error, null);
  t.is(record.status, null);
});

test("a query tells the client's subnet where it is asked to, and nothing more of the address", async (t) => {
  const { port, asked } = await server(t, () => ({ answers: [address] }));
  await questioner(...jobTo(port, { subnet: "198.18.3.0/24" })).ask(1);
  const options = asked[0]?.packet.additionals?.flatMap((one) =>
    one.type === "OPT" ? (one.options as unknown as Options[]) : [],
  );
  t.like(
    options?.find(({ code }) => code === 8),
    { ip: "198.18.3.0", sourcePrefixLength: 24 },
  );
});

test("each query has a port of its own, or all have one", async (t) => {
  const { port, asked } = await server(t, () => ({ answers: [address] }));
  const each = questioner(...jobTo(port));
  for (const number of [1, 2, 3]) await each.ask(number);
  const one = questioner(...jobTo(port, { sockets: "one" }));
  const records = await Promise.all([1, 2, 3].map((number) => one.ask(number)));
  one.close();
  t.is(new Set(asked.slice(0, 3).map((query) => query.port)).size, 3);
  t.is(new Set(asked.slice(3).map((query) => query.port)).size, 1);
  t.is(records[0]?.localPort, asked[3]?.port);
  // What is scheduled packet by packet spreads all the same.
  t.true(records.every(({ reused }) => !reused));
});

test("what is not answered in time has failed, and is not sent again", async (t) => {
  const { port, asked } = await server(t, () => null);
  const record = await questioner(...jobTo(port)).ask(1);
  t.is(record.error, "no answer within 300 ms");
  t.is(asked.length, 1);
});

test("a port on which nobody listens is told at once", async (t) => {
  const closed = createSocket("udp4");
  await new Promise<void>((resolve) => closed.bind(0, "127.0.0.1", resolve));
  const { port } = closed.address();
  await new Promise<void>((resolve) => closed.close(() => resolve()));
  t.is((await questioner(...jobTo(port)).ask(1)).error, "port unreachable");
});

test("a name that is not there is an answer without a record", async (t) => {
  const NXDOMAIN = 3;
  const { port } = await server(t, () => ({ flags: NXDOMAIN }));
  const { dns, error } = await questioner(...jobTo(port)).ask(1);
  t.like(dns, { rcode: "NXDOMAIN", answers: [] });
  t.is(error, null);
});
