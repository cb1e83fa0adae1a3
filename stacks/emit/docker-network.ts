import type { Plan } from "../plan/plan.ts";
import { contains, formatAddress, hostRange, parseAddress, parsePrefix } from "../plan/prefix.ts";
import { devicePrefix } from "./device-name.ts";
import { CannotExpress } from "./emitter.ts";
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
  readonly subnet: string;
  /** The bridge does not get it; Docker will have one all the same. */
  readonly gateway: string;
  readonly options: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * The networks of a lab. Docker only gets to know IPv4: a bridge of its own with IPv6 would have an address in the
 * segment and answer for it, and it is the boot script that sets addresses. Throws CannotExpress where a segment has no
 * address left.
 */
export function dockerNetworks(plan: Plan, bridges: Bridges): DockerNetwork[] {
  const taken = takenAddresses(plan);
  return plan.segments.map(({ name, prefix }) => ({
    segment: name,
    internal: bridges === "internal",
    subnet: prefix,
    gateway: freeAddress(name, prefix, taken),
    options: {
      "com.docker.network.bridge.inhibit_ipv4": "true",
      "com.docker.network.bridge.enable_ip_masquerade": "false",
      "com.docker.network.container_iface_prefix": devicePrefix(name),
      ...(bridges === "routed" ? { "com.docker.network.bridge.gateway_mode_ipv4": "routed" } : {}),
    },
    labels: { [LABELS.lab]: plan.lab, [LABELS.segment]: name },
  }));
}

function takenAddresses({ nodes, services }: Plan): ReadonlySet<bigint> {
  const cidrs = nodes.flatMap((node) => [
    ...node.loopback,
    ...node.interfaces.flatMap((one) => one.addresses),
  ]);
  const addresses = [...cidrs.map((cidr) => cidr.split("/")[0] ?? ""), ...services.map(({ vip }) => vip)];
  return new Set(addresses.map(parseAddress));
}

/** The last one that nobody has. */
function freeAddress(segment: string, prefix: string, taken: ReadonlySet<bigint>): string {
  const parsed = parsePrefix(prefix);
  const range = hostRange(parsed);
  for (let address = range.last; contains(parsed, address) && address >= range.first; address -= 1n) {
    if (!taken.has(address)) return formatAddress(address);
  }
  throw new CannotExpress(
    `every address of segment \`${segment}\` has an owner, and Docker wants one for its bridge`,
    ["segments", segment],
    "give the segment a shorter prefix",
  );
}
