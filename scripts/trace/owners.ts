import type { Plan, PlannedNode, PlannedService } from "../../stacks/plan/plan.ts";
import { vipsOf } from "../../stacks/plan/vips-of.ts";

/** Whose an address is, by the plan. */
export interface Owners {
  node(name: string): PlannedNode | undefined;
  /** `edge1:eth1` for its MAC; the MAC itself where the plan gave it to none. */
  interfaceOf(mac: string): string;
  /** The node of a MAC; null where it is none of the plan's. */
  nodeOfMac(mac: string): string | null;
  /** The node whose interface has the address as its own; null for VIPs and addresses of none. */
  nodeOf(address: string): string | null;
  serviceOf(vip: string): PlannedService | null;
  /** Where a node has the address, as in `lo`; null where it has it not. */
  holds(node: string, address: string): string | null;
  /** `web2` or `the VIP of shop`; the address itself where it is nobody's. */
  nameOf(address: string): string;
}

export function ownersIn(plan: Plan): Owners {
  const nodes = new Map(plan.nodes.map((node) => [node.name, node]));
  const byMac = new Map(
    plan.nodes.flatMap((node) => node.interfaces.map(({ name, mac }) => [mac, { node: node.name, name }])),
  );
  const services = new Map(
    plan.services.flatMap((service) => vipsOf(service).map((vip) => [vip, service] as const)),
  );
  const byAddress = new Map(
    plan.nodes.flatMap((node) =>
      node.interfaces
        .flatMap(({ addresses }) => addresses.map(bare))
        .filter((address) => !services.has(address))
        .map((address) => [address, node.name] as const),
    ),
  );
  const holds = (name: string, address: string): string | null => {
    const node = nodes.get(name);
    if (node?.loopback.some((cidr) => bare(cidr) === address)) return "lo";
    const found = node?.interfaces.find(({ addresses }) => addresses.some((cidr) => bare(cidr) === address));
    return found?.name ?? null;
  };
  return {
    node: (name) => nodes.get(name),
    interfaceOf: (mac) => {
      const found = byMac.get(mac);
      return found === undefined ? mac : `${found.node}:${found.name}`;
    },
    nodeOfMac: (mac) => byMac.get(mac)?.node ?? null,
    nodeOf: (address) => byAddress.get(address) ?? null,
    serviceOf: (vip) => services.get(vip) ?? null,
    holds,
    nameOf: (address) => {
      const service = services.get(address);
      return service === undefined ? (byAddress.get(address) ?? address) : `the VIP of ${service.name}`;
    },
  };
}

/** The address of a CIDR. */
export function bare(cidr: string): string {
  return cidr.split("/")[0] ?? cidr;
}
