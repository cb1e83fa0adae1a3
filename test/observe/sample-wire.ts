import type { Packet } from "../../scripts/observe/observation.ts";
import { macOf } from "./sample-plan.ts";

/** What of a packet a hop may rewrite. */
export interface Header {
  readonly src: string;
  readonly dst: string;
  readonly srcPort: number;
  readonly dstPort: number;
  readonly seq: number;
  readonly ack: number;
  readonly id: number;
  readonly ttl: number;
  readonly flags: string;
  readonly payload: string;
  readonly http: Packet["http"];
}

/** A node on a packet's way, with the interfaces it comes in and goes out by, and what the node rewrites. */
export interface Stop {
  readonly node: string;
  readonly in?: number;
  readonly out?: number;
  readonly rewrites?: Partial<Header>;
}

/** Frames on the wire of a lab that never ran, each seen where it leaves a node and where it comes to the next. */
export class SampleWire {
  readonly packets: Packet[] = [];
  #now = 1_000;

  /** Sends a packet along its stops; each but the first and last takes one from the TTL. */
  carry(header: Header, stops: readonly Stop[]): void {
    let now = header;
    for (const [index, stop] of stops.slice(0, -1).entries()) {
      const next = stops[index + 1];
      if (next === undefined) return;
      if (index > 0) now = { ...now, ttl: now.ttl - 1, ...stop.rewrites };
      const ethSrc = macOf(stop.node, stop.out);
      const ethDst = macOf(next.node, next.in);
      this.#see(now, { node: stop.node, interface: `eth${stop.out ?? 0}` }, "out", ethSrc, ethDst);
      this.#see(now, { node: next.node, interface: `eth${next.in ?? 0}` }, "in", ethSrc, ethDst);
    }
  }

  #see(
    header: Header,
    point: Packet["point"],
    direction: Packet["direction"],
    ethSrc: string,
    ethDst: string,
  ) {
    const { src, dst, ttl, id, srcPort, dstPort, seq, ack, flags, payload, http } = header;
    const address = `${src}>${dst}`;
    this.#now += 0.01;
    this.packets.push({
      point,
      direction,
      number: this.packets.length + 1,
      at: this.#now,
      ethSrc,
      ethDst,
      ip: { src, dst, ttl, id, checksum: `${address} ${ttl}`, checksumGood: true },
      tcp: {
        srcPort,
        dstPort,
        seq,
        ack,
        flags,
        checksum: `${address} ${srcPort}>${dstPort} ${seq} ${ack}`,
        checksumGood: true,
        payload,
      },
      http,
    });
  }
}
