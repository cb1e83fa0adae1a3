import type { Packet } from "../../scripts/observe/observation.ts";
import { type Header, SampleWire } from "./sample-wire.ts";

export type ProxyEvent =
  /** The client's SYN, its ACK, its request. */
  | { readonly client: "SYN" | "ACK" | "asks"; readonly port: number; readonly id?: string }
  /** The proxy's SYN to web1, and the request that it passes on. */
  | { readonly server: "SYN" | "asks"; readonly port: number; readonly id?: string | null };

/** What lvs1 as a proxy is seen to do, in this order; the port names the connection. */
export function proxied(events: readonly ProxyEvent[]): Packet[] {
  const wire = new SampleWire();
  for (const event of events) {
    const told = "client" in event ? event.client : event.server;
    const asks = told === "asks";
    const header: Header = {
      src: "client" in event ? "198.18.0.1" : "10.10.0.2",
      dst: "client" in event ? "10.10.0.100" : "10.10.0.11",
      srcPort: event.port,
      dstPort: 80,
      seq: event.port * 7 + (told === "SYN" ? 0 : 1),
      ack: 0,
      id: event.port,
      ttl: 64,
      flags: asks ? "PSH ACK" : told,
      payload: asks ? "474554" : "",
      http: asks ? { kind: "request", requestId: event.id ?? null, text: "GET /" } : null,
    };
    wire.carry(
      header,
      "client" in event
        ? [{ node: "client1" }, { node: "edge1", in: 0, out: 1 }, { node: "lvs1" }]
        : [{ node: "lvs1" }, { node: "web1" }],
    );
  }
  return wire.packets;
}
