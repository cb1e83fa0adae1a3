import type { Plan, PlannedNode } from "../../plan/plan.ts";
import { contains, familyOf, type Prefix, parseAddress, parsePrefix } from "../../plan/prefix.ts";

/** One step of a packet over one segment, from node to node. */
export interface NodeHop {
  readonly from: PlannedNode;
  readonly to: PlannedNode;
  readonly segment: string;
}

/** Follows the routes of a plan. */
export interface Walker {
  /** The steps from a node to whoever has the address, or to the first node that `stops` says; null where a packet gets lost. */
  walk(from: PlannedNode, address: string, stops?: (node: PlannedNode) => boolean): NodeHop[] | null;
  /** The step to a node on a segment that both share; null where they share none. */
  direct(from: PlannedNode, to: PlannedNode): NodeHop | null;
}

/** Longer ways are loops. */
const MAX_HOPS = 32;

/** Routes are those of the kernel and those that FRR installs, which its readiness waits for. */
export function walkerOf(plan: Plan): Walker {
  const owners = ownersOf(plan);
  const tables = new Map<string, readonly Route[]>();
  const tableOf = (node: PlannedNode) => {
    const known = tables.get(node.name) ?? routesOf(node);
    tables.set(node.name, known);
    return known;
  };

  /** A VIP that no interface holds is its virtual router's, whose first director is the master. */
  const ownerOn = (segment: string, address: string) => owners.get(`${segment} ${address}`);

  function next(node: PlannedNode, address: string): NodeHop | null {
    const target = parseAddress(address);
    const near = node.interfaces.find(({ addresses }) =>
      addresses.some((cidr) => contains(parsePrefix(cidr), target)),
    );
    if (near !== undefined) return hop(node, near.segment, ownerOn(near.segment, address));
    const via = tableOf(node).find(({ prefix }) => contains(prefix, target))?.via;
    if (via === undefined) return null;
    const own = node.interfaces.find(({ addresses }) =>
      addresses.some((cidr) => contains(parsePrefix(cidr), parseAddress(via))),
    );
    return own === undefined ? null : hop(node, own.segment, ownerOn(own.segment, via));
  }

  return {
    walk(from, address, stops = (node) => holds(node, address)) {
      const hops: NodeHop[] = [];
      for (let node = from; hops.length < MAX_HOPS; ) {
        const step = next(node, address);
        if (step === null) return null;
        hops.push(step);
        if (stops(step.to) || holds(step.to, address)) return hops;
        node = step.to;
      }
      return null;
    },
    direct(from, to) {
      const shared = from.interfaces.find(({ segment }) =>
        to.interfaces.some((own) => own.segment === segment),
      );
      return shared === undefined ? null : { from, to, segment: shared.segment };
    },
  };
}

function hop(from: PlannedNode, segment: string, to: PlannedNode | undefined): NodeHop | null {
  return to === undefined || to === from ? null : { from, to, segment };
}

function holds({ interfaces }: PlannedNode, address: string): boolean {
  return interfaces.some(({ addresses }) => addresses.some((cidr) => cidr.split("/")[0] === address));
}

function ownersOf({ nodes, services, segments }: Plan): ReadonlyMap<string, PlannedNode> {
  const owners = new Map<string, PlannedNode>();
  for (const { vip, vip6, directors } of services) {
    const first = nodes.find(({ name }) => name === directors[0]);
    for (const address of [vip, vip6])
      if (first !== undefined && address !== undefined)
        for (const { name } of segments) owners.set(`${name} ${address}`, first);
  }
  for (const node of nodes)
    for (const { segment, addresses } of node.interfaces)
      for (const cidr of addresses) owners.set(`${segment} ${cidr.split("/")[0]}`, node);
  return owners;
}

interface Route {
  readonly prefix: Prefix;
  readonly via: string;
}

const EVERYTHING = { ipv4: "0.0.0.0/0", ipv6: "::/0" } as const;

/** The most specific first. */
function routesOf(node: PlannedNode): Route[] {
  const byDaemons = node.readiness.flatMap((probe) => {
    if (probe.kind === "route") return [{ to: probe.to, via: probe.via }];
    const [via] = probe.kind === "ways" ? probe.vias : [];
    return probe.kind === "ways" && via !== undefined ? [{ to: probe.to, via }] : [];
  });
  return [...node.routes, ...byDaemons]
    .map(({ to, via }) => ({ prefix: parsePrefix(to === "default" ? EVERYTHING[familyOf(via)] : to), via }))
    .sort((a, b) => b.prefix.bits - a.prefix.bits);
}
