import type { Packet } from "../../scripts/observe/observation.ts";
import { type Header, SampleWire, type Stop } from "./sample-wire.ts";

export interface SampleExchange {
  readonly id: string;
  readonly client: string;
  readonly clientPort: number;
  readonly web: string;
}

const VIP = "10.10.0.100";
const ADDRESS: Readonly<Record<string, string>> = {
  client1: "198.18.0.1",
  client2: "198.18.0.2",
  web1: "10.10.0.11",
  web2: "10.10.0.12",
};

/** Requests through a DR director: the reply goes around it. Nginx asks on at the application server. */
export function directRouting(exchanges: readonly SampleExchange[]): Packet[] {
  const wire = new SampleWire();
  for (const exchange of exchanges) {
    const { client, web } = exchange;
    const there: Stop[] = [
      { node: client },
      { node: "edge1", in: 0, out: 1 },
      { node: "lvs1" },
      { node: web },
    ];
    const back: Stop[] = [{ node: web }, { node: "edge1", in: 1, out: 0 }, { node: client }];
    converse(wire, exchange, VIP, there, back);
  }
  return wire.packets;
}

/** Requests through a NAT director, which the reply passes too. */
export function translated(exchanges: readonly SampleExchange[]): Packet[] {
  const wire = new SampleWire();
  for (const exchange of exchanges) {
    const { client, web } = exchange;
    const dst = ADDRESS[web] ?? "";
    const there: Stop[] = [
      { node: client },
      { node: "edge1", in: 0, out: 1 },
      { node: "lvs1", rewrites: { dst, dstPort: 8080 } },
      { node: web },
    ];
    const back: Stop[] = [
      { node: web },
      { node: "lvs1", rewrites: { src: VIP, srcPort: 80 } },
      { node: "edge1", in: 1, out: 0 },
      { node: client },
    ];
    converse(wire, exchange, dst, there, back);
  }
  return wire.packets;
}

function converse(
  wire: SampleWire,
  { id, client, clientPort, web }: SampleExchange,
  serverAddress: string,
  there: readonly Stop[],
  back: readonly Stop[],
) {
  const rewritten = serverAddress !== VIP;
  const up = tcp({
    src: ADDRESS[client] ?? "",
    dst: VIP,
    srcPort: clientPort,
    dstPort: 80,
    seq: clientPort * 7,
  });
  const down = tcp({
    src: serverAddress,
    dst: up.src,
    srcPort: rewritten ? 8080 : 80,
    dstPort: clientPort,
    seq: clientPort * 13,
  });
  const [seq, ack] = [up.seq + 1, down.seq + 1];
  wire.carry({ ...up, id: clientPort, flags: "SYN" }, there);
  wire.carry({ ...down, id: 0, ack: seq, flags: "SYN ACK" }, back);
  wire.carry({ ...up, id: clientPort + 1, seq, ack, flags: "ACK" }, there);
  wire.carry({ ...up, ...asks(id), id: clientPort + 2, seq, ack }, there);
  const next = tcp({ src: "10.20.0.11", dst: "10.20.0.21", srcPort: clientPort, dstPort: 8080, seq: 17 });
  wire.carry({ ...next, ...asks(id), id: 3, seq: 18 + clientPort }, [
    { node: web, out: 1 },
    { node: "app1" },
  ]);
  wire.carry({ ...down, ...answers(), id: clientPort + 3, seq: ack, ack: seq + 10 }, back);
}

function tcp(given: Pick<Header, "src" | "dst" | "srcPort" | "dstPort" | "seq">): Header {
  return { ...given, ack: 0, id: 0, ttl: 64, flags: "", payload: "", http: null };
}

function asks(requestId: string): Pick<Header, "flags" | "payload" | "http"> {
  return { flags: "PSH ACK", payload: "474554", http: { kind: "request", requestId, text: "GET /" } };
}

function answers(): Pick<Header, "flags" | "payload" | "http"> {
  return { flags: "PSH ACK", payload: "323030", http: { kind: "response", requestId: null, text: "200 OK" } };
}
