import type { PlannedNode, PlannedServer, PlannedService } from "../../../stacks/plan/plan.ts";
import { vipsOf } from "../../../stacks/plan/vips-of.ts";
import type { Segment } from "../../observe/packets/sightings.ts";
import { configLine, literally } from "../config-lines.ts";
import type { Explain } from "../inferred.ts";
import { FRAME_FIELDS } from "../seen.ts";
import type { ConfigLine, FieldChange } from "../trace.ts";

/** A packet that IPVS handed to a server, or brought back from one: its mode must be what was done to the packet. */
export const balancedAt: Explain = ({ walk, does, in: came, out, changes, sawSyn }, node, { plan }) => {
  if (does !== "forwards" || came === null || out === null) return null;
  const services = plan.services.filter(
    ({ directors, mode }) => directors.includes(node.name) && mode !== "proxy",
  );
  const asked = services.find((service) => isTo(came, service));
  if (asked !== undefined) {
    const server = asked.servers.find((one) => isHandedTo(one, asked, { came, out, changes }, plan.nodes));
    if (server === undefined) return null;
    const did = `${DOES[asked.mode]} (mode ${asked.mode})`;
    const config = linesOf(node, came, server, asked);
    if (asked.protocol === "udp")
      return { text: `IPVS chose ${server.node} ${byWhat(asked)}, and ${did}`, config };
    if (walk.kind === "SYN" && !walk.again)
      return { text: `IPVS chose ${server.node} by ${asked.scheduler} and ${did}`, config };
    // Another director may have chosen, and this one knows the connection by its hash or by connection sync.
    if (!sawSyn)
      return { text: `IPVS gave it to ${server.node} and ${did}; its SYN did not pass here`, config };
    return {
      text: `IPVS keeps the connection with ${server.node}, chosen by ${asked.scheduler} with its SYN, and ${did}`,
      config,
    };
  }
  const answered = services.find(
    (service) => isFrom(out, service) && translates(service) && changes.length > 0,
  );
  if (answered === undefined || !changes.some(({ field }) => field === "ip.src")) return null;
  const both = answered.mode === "fullnat" ? ", the client back as the destination" : "";
  return {
    text: `IPVS put the VIP back as the source${both} (mode ${answered.mode})`,
    config: configLine(node, /^\s*lb_kind /, virtualServer(out.ip.src, answered.port)),
  };
};

/** Of UDP IPVS knows no beginning: what goes between two sockets is one connection, unless it is told otherwise. */
function byWhat({ scheduler, onePacket, persistence }: PlannedService): string {
  if (onePacket) return `by ${scheduler} for this packet alone`;
  if (persistence !== undefined) return `for this client's address, first by ${scheduler}`;
  return `by ${scheduler} for all that comes from this socket`;
}

const DOES = {
  dr: "rewrote only the frame",
  nat: "rewrote the destination",
  fullnat: "rewrote the destination, and the node the source",
  tun: "wrapped the packet",
  proxy: "",
} as const;

interface Handed {
  readonly came: Segment;
  readonly out: Segment;
  readonly changes: readonly FieldChange[];
}

/** Whether what was done is what the service's mode does to a packet for this server. */
function isHandedTo(
  server: PlannedServer,
  { mode }: PlannedService,
  { out, changes }: Handed,
  nodes: readonly PlannedNode[],
): boolean {
  const beyond = changes.map(({ field }) => field).filter((field) => !FRAME_FIELDS.includes(field));
  const addresses = [server.address, server.address6];
  const macs = nodes.find(({ name }) => name === server.node)?.interfaces.map(({ mac }) => mac) ?? [];
  if (mode === "dr") return beyond.length === 0 && macs.includes(out.ethDst);
  if (mode === "tun") return beyond.every((field) => field === "ipip") && addresses.includes(out.outer?.dst);
  if (!addresses.includes(out.ip.dst) || out.tcp.dstPort !== server.port) return false;
  return beyond.includes("ip.src") === (mode === "fullnat");
}

function isTo({ ip, tcp }: Segment, service: PlannedService): boolean {
  return vipsOf(service).includes(ip.dst) && tcp.dstPort === service.port;
}

function isFrom({ ip, tcp }: Segment, service: PlannedService): boolean {
  return vipsOf(service).includes(ip.src) && tcp.srcPort === service.port;
}

function translates({ mode }: PlannedService): boolean {
  return mode === "nat" || mode === "fullnat";
}

function virtualServer(vip: string, port: number): RegExp {
  return new RegExp(`^virtual_server ${literally(vip)} ${port} `);
}

function linesOf(
  node: PlannedNode,
  came: Segment,
  server: PlannedServer,
  service: PlannedService,
): ConfigLine[] {
  const start = virtualServer(came.ip.dst, came.tcp.dstPort);
  const address = came.ip.dst.includes(":") ? (server.address6 ?? "") : server.address;
  return [
    ...configLine(node, /^\s*lb_algo /, start),
    ...configLine(node, /^\s*lb_kind /, start),
    ...configLine(node, new RegExp(`^\\s*real_server ${literally(address)} `), start),
    ...(service.mode === "fullnat" ? configLine(node, / snat to .*/) : []),
  ];
}
