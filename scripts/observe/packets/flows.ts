import { socketText } from "../../../stacks/plan/socket-text.ts";
import { vipsOf } from "../../../stacks/plan/vips-of.ts";
import type { Packet } from "../observation.ts";

/** One client's connection to a service, by its packets towards the service. */
export interface Flow {
  /** `198.18.0.1:40000`. */
  readonly client: string;
  /** The nodes that got a packet of it, in order of time. */
  readonly nodes: readonly string[];
  readonly packets: number;
}

/** The connections to a service whose packets came to these nodes; packets must be in order of time. */
export function flowsTo(
  service: { readonly vip: string; readonly vip6?: string; readonly port: number },
  nodes: readonly string[],
  packets: readonly Packet[],
): Flow[] {
  const wanted = new Set(nodes);
  const vips = vipsOf(service);
  const flows = new Map<string, { client: string; nodes: string[]; packets: number }>();
  for (const { point, direction, ip, tcp } of packets) {
    if (direction !== "in" || ip === null || tcp === null || !wanted.has(point.node)) continue;
    if (!vips.includes(ip.dst) || tcp.dstPort !== service.port) continue;
    const client = socketText(ip.src, tcp.srcPort);
    const flow = flows.get(client) ?? { client, nodes: [], packets: 0 };
    if (!flow.nodes.includes(point.node)) flow.nodes.push(point.node);
    flow.packets += 1;
    flows.set(client, flow);
  }
  return [...flows.values()];
}
