import type { Plan } from "../plan/plan.ts";
import { refuseFullBridges } from "./bridge-ports.ts";
import { devicePrefix } from "./device-name.ts";
import { subnetPlaces } from "./docker-subnet.ts";
import { LABELS } from "./labels.ts";

/**
 * What Docker's firewall does to packets between nodes depends on the machine, so that its bridges are made by one of:
 *
 * - `internal`: nothing of a lab gets out. For machines whose bridges are not filtered (net.bridge.bridge-nf-call-iptables
 *   is 0 or not there): otherwise Docker drops what routers pass on, as its source is of no address of the bridge.
 * - `open`: for machines whose bridges are filtered. Nothing has a route out nor an address to go by, but no rule says so.
 * - `routed`: the same for Docker from 28 on, which drops what is routed to a container unless it is told this.
 */
export const BRIDGES = ["internal", "open", "routed"] as const;
export type Bridges = (typeof BRIDGES)[number];

/** A segment as a bridge of Docker's: frames only. */
export interface DockerNetwork {
  readonly segment: string;
  readonly internal: boolean;
  /** Of its subnet, among those of the lab's prefix: the addresses that Docker gets to know are not the plan's. */
  readonly place: number;
  readonly options: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * The networks of a lab. Docker only gets to know IPv4: a bridge of its own with IPv6 would have an address in the
 * segment and answer for it, and it is the boot script that sets addresses. Throws CannotExpress where a segment has more
 * nodes than a bridge has ports.
 */
export function dockerNetworks(plan: Plan, bridges: Bridges): DockerNetwork[] {
  refuseFullBridges(plan);
  const places = subnetPlaces(plan.segments.map(({ name }) => name));
  return plan.segments.map(({ name }) => ({
    segment: name,
    internal: bridges === "internal",
    place: places.get(name) ?? 0,
    options: {
      "com.docker.network.bridge.inhibit_ipv4": "true",
      "com.docker.network.bridge.enable_ip_masquerade": "false",
      "com.docker.network.container_iface_prefix": devicePrefix(name),
      ...(bridges === "routed" ? { "com.docker.network.bridge.gateway_mode_ipv4": "routed" } : {}),
    },
    labels: { [LABELS.lab]: plan.lab, [LABELS.segment]: name },
  }));
}
