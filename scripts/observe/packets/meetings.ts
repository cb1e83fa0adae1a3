import type { PlannedService } from "../../../stacks/plan/plan.ts";
import { vipsOf } from "../../../stacks/plan/vips-of.ts";
import type { Packet } from "../observation.ts";
import { isSyn, openings } from "./openings.ts";
import { type Segment, sightingsOf } from "./sightings.ts";

/** A client's connection as the director sees it arrive. */
export interface ClientConnection {
  readonly syn: Segment;
  /** When the client's own ACK completed the handshake, milliseconds since the epoch; null where it never came. */
  readonly completedAt: number | null;
}

/** A SYN that went to a server, and the client's connection on whose behalf. */
export interface Meeting {
  readonly client: ClientConnection;
  readonly server: Segment;
}

export interface Between {
  /** The directors. */
  readonly nodes: readonly string[];
  readonly services: readonly Pick<PlannedService, "vip" | "vip6" | "port">[];
  /** The addresses of the servers. */
  readonly servers: ReadonlySet<string>;
}

/**
 * Who a director opened connections to servers for. A SYN with the sequence number of a client's own is that client's,
 * passed on. Another is for the client whose request, known by its X-Request-Id, is the first on the new connection.
 * What remains are the director's health checks. `undone` counts the clients' handshakes that were never completed.
 */
export function meetingsAt(
  packets: readonly Packet[],
  between: Between,
): { readonly meetings: readonly Meeting[]; readonly undone: number } {
  const here = packets.filter(({ point }) => between.nodes.includes(point.node));
  const clients = clientConnections(here, between);
  const bySeq = new Map(clients.map((client) => [client.syn.tcp.seq, client]));
  const byRequest = requestClients(here, clients);
  const sightings = sightingsOf(here);
  const meetings = openings(here.filter(isSyn)).flatMap((server): Meeting[] => {
    if (server.direction !== "out" || !between.servers.has(server.ip.dst)) return [];
    const passedOn = bySeq.get(server.tcp.seq);
    const first = sightings
      .between(server)
      .find(({ at, http, direction }) => at >= server.at && direction === "out" && http?.kind === "request");
    const client = passedOn ?? byRequest.get(first?.http?.requestId ?? "");
    return client === undefined ? [] : [{ client, server }];
  });
  return { meetings, undone: clients.filter(({ completedAt }) => completedAt === null).length };
}

function clientConnections(here: readonly Packet[], { services }: Between): ClientConnection[] {
  const isToVip = ({ ip, tcp }: Segment) =>
    services.some((service) => vipsOf(service).includes(ip.dst) && service.port === tcp.dstPort);
  const came = here.filter(
    (packet): packet is Segment => packet.direction === "in" && packet.ip !== null && packet.tcp !== null,
  );
  const bySocket = new Map<string, Segment[]>();
  for (const segment of came) {
    if (!isToVip(segment) || isSyn(segment)) continue;
    const key = socketOf(segment);
    bySocket.set(key, [...(bySocket.get(key) ?? []), segment]);
  }
  return openings(came.filter(isSyn).filter(isToVip)).map((syn) => {
    const ack = bySocket.get(socketOf(syn))?.find((segment) => completes(segment, syn));
    return { syn, completedAt: ack?.at ?? null };
  });
}

/** The third packet of the handshake (RFC 9293, section 3.5): it acknowledges, and counts on from the SYN. */
function completes({ at, tcp }: Segment, syn: Segment): boolean {
  return (
    at >= syn.at &&
    tcp.seq === (syn.tcp.seq + 1) % 2 ** 32 &&
    /\bACK\b/.test(tcp.flags) &&
    !/\bRST\b/.test(tcp.flags)
  );
}

/** The client's connection of each request, by its X-Request-Id. */
function requestClients(
  here: readonly Packet[],
  clients: readonly ClientConnection[],
): Map<string, ClientConnection> {
  const bySocket = new Map(clients.map((client) => [socketOf(client.syn), client]));
  const found = new Map<string, ClientConnection>();
  for (const packet of here) {
    const id = packet.http?.requestId;
    if (packet.direction !== "in" || packet.ip === null || packet.tcp === null || !id) continue;
    const client = bySocket.get(socketOf({ ...packet, ip: packet.ip, tcp: packet.tcp }));
    if (client !== undefined) found.set(id, client);
  }
  return found;
}

function socketOf({ ip, tcp }: Segment): string {
  return `${ip.src} ${tcp.srcPort} ${ip.dst} ${tcp.dstPort}`;
}
