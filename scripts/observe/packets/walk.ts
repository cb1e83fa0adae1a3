import type { PacketField } from "../../../stacks/lab/schema/expectations/rewrite.ts";
import { changedFields } from "./changes.ts";
import type { Segment, Sightings } from "./sightings.ts";

/** One node on a packet's way. */
export interface Hop {
  readonly node: string;
  /** The packet as it came; null where the way begins. */
  readonly in: Segment | null;
  /** The packet as it went on; null where the way ends. */
  readonly out: Segment | null;
  /** `forwards`: the same packet went on. `asks-on`: it ended the connection and asked on over another one. */
  readonly does: "sends" | "forwards" | "asks-on" | "takes";
  /** What the hop changed in the packet; empty where no packet passed through. */
  readonly changed: readonly PacketField[];
}

/** The way of one packet from a node's sending it to the last node that was seen to get it. */
export function walkOf(sent: Segment, sightings: Sightings): Hop[] {
  const hops: Hop[] = [];
  let out: Segment | null = sent;
  let came: Segment | null = null;
  const passed = new Set<number>();
  while (out !== null) {
    hops.push(hopOf(came, out));
    passed.add(out.number);
    came = arrivalOf(out, sightings, passed);
    if (came === null) return hops;
    passed.add(came.number);
    out = departureOf(came, sightings, passed);
  }
  if (came !== null) hops.push(hopOf(came, null));
  return hops;
}

/**
 * The way of one HTTP request: from its client over every node that forwards it, and on from a proxy that ends the
 * connection and asks on with the same X-Request-Id. Empty where the client was never seen to send it.
 */
export function requestWalk(requestId: string, client: string, sightings: Sightings): Hop[] {
  let walk: Hop[] = [];
  let sender: string | null = client;
  const senders = new Set<string>();
  while (sender !== null && !senders.has(sender)) {
    senders.add(sender);
    // A sender that tries again is seen several times; the last try is the one that was answered.
    const sent = sightings.requestsFrom(sender, requestId).at(-1);
    if (sent === undefined) return walk;
    walk = joined(walk, walkOf(sent, sightings));
    const last = walk.at(-1);
    sender = last?.does === "takes" ? last.node : null;
  }
  return walk;
}

/** The node on which the client's own connection ends, with the request's packet as it came there; null where it was lost. */
export function firstEnd(walk: readonly Hop[]): { readonly node: string; readonly in: Segment } | null {
  const end = walk.find((hop) => hop.in !== null && (hop.does === "takes" || hop.does === "asks-on"));
  return end === undefined || end.in === null ? null : { node: end.node, in: end.in };
}

/** The way of the reply's first packet, from the node on which the client's connection ends; empty where there was none. */
export function replyWalk(walk: readonly Hop[], sightings: Sightings): Hop[] {
  const end = firstEnd(walk);
  if (end === null) return [];
  const reply = sightings.between(end.in).find((segment) => isReplyTo(segment, end));
  return reply === undefined ? [] : walkOf(reply, sightings);
}

/** The names of the nodes on a way, in order. */
export function nodesOn(walk: readonly Hop[]): string[] {
  return walk.map((hop) => hop.node);
}

function hopOf(came: Segment | null, out: Segment | null): Hop {
  const node = (out ?? came)?.point.node ?? "";
  const changed = came !== null && out !== null ? changedFields(came, out) : [];
  return {
    node,
    in: came,
    out,
    does: came === null ? "sends" : out === null ? "takes" : "forwards",
    changed,
  };
}

/** The frame at the other end of the wire: the very same one, at the node it is addressed to. */
function arrivalOf(out: Segment, sightings: Sightings, passed: ReadonlySet<number>): Segment | null {
  const arrival = sightings
    .same(out)
    .find(
      (seen) =>
        seen.direction === "in" &&
        seen.at >= out.at &&
        seen.ethSrc === out.ethSrc &&
        seen.ethDst === out.ethDst &&
        !passed.has(seen.number),
    );
  return arrival ?? null;
}

/** The packet as the node sent it on: the same one, else one with the same IP id and payload but other numbers. `passed` are frames already seen on the way. */
export function departureOf(
  came: Segment,
  sightings: Sightings,
  passed: ReadonlySet<number>,
): Segment | null {
  const { node } = came.point;
  const goesOn = (seen: Segment) =>
    seen.direction === "out" && seen.point.node === node && seen.at >= came.at && !passed.has(seen.number);
  const same = sightings.same(came).find(goesOn);
  if (same !== undefined) return same;
  // No IP id, as in IPv6, tells nothing, and a bare ACK is like any other.
  if (came.ip.id === null || came.tcp.payload === "") return null;
  const [alike, another] = sightings.alikeFrom(node, came).filter(goesOn);
  // Linux counts the ids of a connection up from a random one (net/ipv4/tcp_ipv4.c, inet_id), so that one in 65,536 is 0; where a
  // sender sets none, it is 0 in all of them.
  if (came.ip.id === 0 && another !== undefined) return null;
  return alike ?? null;
}

/** A proxy is one hop: it takes the request on one connection and asks on over the next. */
function joined(walk: readonly Hop[], next: readonly Hop[]): Hop[] {
  const [end, start] = [walk.at(-1), next[0]];
  if (end === undefined || start === undefined) return [...walk, ...next];
  const proxy: Hop = { node: end.node, in: end.in, out: start.out, does: "asks-on", changed: [] };
  return [...walk.slice(0, -1), proxy, ...next.slice(1)];
}

function isReplyTo(segment: Segment, end: { readonly node: string; readonly in: Segment }): boolean {
  return (
    segment.direction === "out" &&
    segment.point.node === end.node &&
    segment.tcp.srcPort === end.in.tcp.dstPort &&
    segment.tcp.payload !== "" &&
    segment.tcp.seq === end.in.tcp.ack &&
    segment.at >= end.in.at
  );
}
