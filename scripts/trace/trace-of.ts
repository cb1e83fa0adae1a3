import type { PacketField } from "../../stacks/lab/schema/expectations/rewrite.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import { socketText } from "../../stacks/plan/socket-text.ts";
import { isServed } from "../checks/success.ts";
import type { CapturePoint } from "../engines/engine.ts";
import type { DnsAnswer, Packet, RequestRecord } from "../observe/observation.ts";
import { changedFields, fieldValue } from "../observe/packets/changes.ts";
import { isSyn } from "../observe/packets/openings.ts";
import type { Segment } from "../observe/packets/sightings.ts";
import type { Hop } from "../observe/packets/walk.ts";
import { inferredAt } from "./inferred.ts";
import { lookupWalks } from "./lookup-walks.ts";
import { type Owners, ownersIn } from "./owners.ts";
import { packetKind } from "./packet-kind.ts";
import { seenAt } from "./seen.ts";
import type {
  FieldChange,
  Trace,
  TracedConnection,
  TracedField,
  TracedHop,
  TracedSighting,
  TracedWalk,
  TraceOutcome,
} from "./trace.ts";
import { type ConnectionWalk, walksOf } from "./walks.ts";

export interface TraceSource {
  readonly plan: Plan;
  readonly request: RequestRecord;
  /** What was captured while it was sent, in order of time. */
  readonly packets: readonly Packet[];
  readonly url: string;
  /** The sockets that it may have gone to. */
  readonly addresses: readonly string[];
  readonly port: number;
}

/** One request's way, from the packets that were captured and the plan of the lab that they were captured in. */
export function traceOf(source: TraceSource): Trace {
  const { plan, request, packets } = source;
  const { client, id: requestId, localPort: clientPort } = request;
  const lookups = lookupWalks(packets, plan, request);
  const before = Math.max(0, ...lookups.map(({ connection }) => connection));
  const walks = [...lookups, ...walksOf(packets, { client, requestId, clientPort, ...source }, before)];
  const context: Context = {
    plan,
    owners: ownersIn(plan),
    ...storyOf(walks),
    answered: answeringNodes(walks),
    opened: openedAt(walks),
  };
  const traced = tracedWalks(walks, context);
  return {
    lab: plan.lab,
    service: request.service,
    client,
    url: source.url,
    outcome: outcomeOf(request),
    lookup: lookupOf(request, before),
    connections: connectionsOf(walks, traced),
    walks: traced,
    points: pointsOf(walks),
  };
}

interface Context {
  readonly plan: Plan;
  readonly owners: Owners;
  /** When the first packet was sent, milliseconds since the epoch. */
  readonly beganAt: number;
  /** By a frame's number in the capture its number in the story. */
  readonly frames: ReadonlyMap<number, number>;
  /** Connections with the nodes that sent packets of their own in them. */
  readonly answered: ReadonlySet<string>;
  /** Connections with the nodes that their SYNs passed. */
  readonly opened: ReadonlySet<string>;
}

function storyOf(walks: readonly ConnectionWalk[]): Pick<Context, "beganAt" | "frames"> {
  const segments = segmentsOf(walks).sort((a, b) => a.at - b.at || a.number - b.number);
  return {
    beganAt: segments[0]?.at ?? 0,
    frames: new Map(segments.map(({ number }, index) => [number, index + 1])),
  };
}

function segmentsOf(walks: readonly ConnectionWalk[]): Segment[] {
  return walks.flatMap(({ hops }) =>
    hops.flatMap((hop) => [hop.in, hop.out]).filter((segment) => segment !== null),
  );
}

function answeringNodes(walks: readonly ConnectionWalk[]): Set<string> {
  return new Set(walks.map(({ connection, sent }) => `${connection} ${sent.point.node}`));
}

function openedAt(walks: readonly ConnectionWalk[]): Set<string> {
  return new Set(
    walks
      .filter(({ sent }) => isSyn(sent))
      .flatMap(({ connection, hops }) => hops.map(({ node }) => `${connection} ${node}`)),
  );
}

function tracedWalks(walks: readonly ConnectionWalk[], context: Context): TracedWalk[] {
  const openers = new Map<number, string>();
  // A guard in front of a service completes a handshake of its own, on the same connection.
  const answeredSyns = new Set<string>();
  const completed = new Set<string>();
  const sentBefore = new Set<string>();
  return walks.map(({ connection, sent, hops }) => {
    const from = socketText(sent.ip.src, sent.tcp.srcPort);
    if (!openers.has(connection)) openers.set(connection, from);
    const direction = openers.get(connection) === from ? "request" : "reply";
    const sender = `${connection} ${sent.point.node}`;
    const isThird = direction === "request" && answeredSyns.has(sender) && !completed.has(sender);
    const kind = packetKind(sent, isThird);
    if (kind === "SYN ACK") answeredSyns.add(`${connection} ${hops.at(-1)?.node}`);
    if (kind === "ACK") completed.add(sender);
    const same = [sent.point.node, from, sent.tcp.seq, sent.tcp.flags, sent.tcp.payload].join(" ");
    const again = sentBefore.has(same) && kind !== "acknowledgement";
    sentBefore.add(same);
    const end = endOf(connection, sent, hops, context);
    const walk = { connection, kind, direction, text: sent.http?.text ?? "", again, end } as const;
    return { ...walk, hops: hops.map((hop, index) => tracedHop(walk, hop, hops[index + 1], context)) };
  });
}

function endOf(
  connection: number,
  sent: Segment,
  hops: readonly Hop[],
  { owners, answered }: Context,
): TracedWalk["end"] {
  const last = hops.at(-1);
  if (last === undefined || last.in === null || last.out !== null) return "lost";
  const { node } = last;
  if (node !== sent.point.node && answered.has(`${connection} ${node}`)) return "taken";
  const service = owners.serviceOf(last.in.ip.dst);
  const passesOn = service?.directors.includes(node) === true && service.mode !== "proxy";
  return owners.holds(node, last.in.ip.dst) !== null && !passesOn ? "taken" : "dropped";
}

function tracedHop(
  walk: Omit<TracedWalk, "hops">,
  hop: Hop,
  next: Hop | undefined,
  context: Context,
): TracedHop {
  const { owners } = context;
  const planned = owners.node(hop.node);
  const changes = hop.in === null || hop.out === null ? [] : changesOf(hop.in, hop.out, owners);
  const isDropped = hop.out === null && walk.end === "dropped";
  const does = hop.in === null ? "sends" : hop.out !== null ? "forwards" : isDropped ? "drops" : "takes";
  return {
    node: hop.node,
    tier: planned?.tier ?? hop.node,
    role: planned?.role ?? "client",
    does,
    in: sighting(hop.in, context),
    out: sighting(hop.out, context),
    changes,
    seen: seenAt({ does, in: hop.in, out: hop.out, changes, arrives: next !== undefined }, owners),
    inferred: inferredAt(
      {
        walk,
        does,
        in: hop.in,
        out: hop.out,
        changes,
        next: next?.node ?? null,
        sawSyn: context.opened.has(`${walk.connection} ${hop.node}`),
      },
      context,
    ),
  };
}

function sighting(segment: Segment | null, { owners, beganAt, frames }: Context): TracedSighting | null {
  if (segment === null) return null;
  const { point, ip, tcp } = segment;
  const planned = owners.node(point.node)?.interfaces.find(({ name }) => name === point.interface);
  return {
    interface: point.interface,
    segment: planned?.segment ?? "",
    atMs: rounded(segment.at - beganAt),
    frame: frames.get(segment.number) ?? 0,
    captured: segment.number,
    from: socketText(ip.src, tcp.srcPort),
    to: socketText(ip.dst, tcp.dstPort),
    bytes: tcp.payload.length / 2,
  };
}

/** Microseconds are what a capture tells truly. */
function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

function changesOf(before: Segment, after: Segment, owners: Owners): FieldChange[] {
  const shown = (field: PacketField, segment: Segment) => {
    const value = String(fieldValue(field, segment) ?? "");
    return field === "eth.src" || field === "eth.dst" ? owners.interfaceOf(value) : value;
  };
  return changedFields(before, after).map((field) => ({
    field: before.udp === undefined ? field : (UDP_NAMES[field] ?? field),
    was: shown(field, before),
    is: shown(field, after),
  }));
}

const UDP_NAMES: Readonly<Partial<Record<PacketField, TracedField>>> = {
  "tcp.srcport": "udp.srcport",
  "tcp.dstport": "udp.dstport",
  "tcp.checksum": "udp.checksum",
};

function connectionsOf(walks: readonly ConnectionWalk[], traced: readonly TracedWalk[]): TracedConnection[] {
  const numbers = [...new Set(walks.map(({ connection }) => connection))];
  return numbers.flatMap((number) => {
    const first = walks.find(({ connection }) => connection === number)?.sent;
    if (first === undefined) return [];
    const asks = traced.filter((walk) => walk.connection === number && walk.direction === "request");
    // Where a guard stands in front, the handshake ends on it, and the request does not.
    const last = asks.find(({ kind, end }) => kind === "request" && end === "taken") ?? asks.find(isTaken);
    return {
      number,
      opener: first.point.node,
      end: last?.hops.at(-1)?.node ?? null,
      from: socketText(first.ip.src, first.tcp.srcPort),
      to: socketText(first.ip.dst, first.tcp.dstPort),
      kept: first.udp === undefined && !first.tcp.flags.includes("SYN"),
    };
  });
}

function isTaken({ end }: TracedWalk): boolean {
  return end === "taken";
}

function pointsOf(walks: readonly ConnectionWalk[]): CapturePoint[] {
  const points = segmentsOf(walks).map(({ point }) => point);
  return [...new Map(points.map((point) => [`${point.node}:${point.interface}`, point])).values()];
}

function outcomeOf(request: RequestRecord): TraceOutcome {
  const { status, error, dns, servedBy, startedAt, endedAt } = request;
  const answer = dns === undefined ? String(status) : answerInWords(dns);
  return {
    served: isServed(request),
    text: error ?? answer,
    servedBy,
    tookMs: rounded(endedAt - startedAt),
  };
}

function answerInWords({ rcode, answers }: DnsAnswer): string {
  return [rcode, ...answers.map(({ data }) => data)].join(" ");
}

function lookupOf({ lookup }: RequestRecord, connections: number): Trace["lookup"] {
  if (lookup === undefined) return null;
  const answer = lookup.error ?? lookup.addresses.map(({ address }) => address).join(", ");
  return { name: lookup.name, tookMs: rounded(lookup.tookMs), answer, connections };
}
