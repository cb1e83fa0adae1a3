import type { Plan, PlannedNode, PlannedRoute } from "../../stacks/plan/plan.ts";
import { contains, type Family, familyOf, parseAddress, parsePrefix } from "../../stacks/plan/prefix.ts";

/** All routes of a node: the kernel's, and those that FRR's configuration holds. */
export function allRoutes(node: PlannedNode): readonly PlannedRoute[] {
  const config = node.files.find((file) => file.path === "/etc/frr/frr.conf")?.content ?? "";
  const written = [...config.matchAll(/^(?:ip|ipv6) route (\S+) (\S+)$/gm)].map(([, to = "", via = ""]) => ({
    to: to.endsWith("/0") ? "default" : to,
    via,
  }));
  return [...node.routes, ...written];
}

/** The nodes that a packet from `from` to `target` visits, by the routes alone; null where it gets lost. */
export function walk(plan: Plan, from: string, target: string): string[] | null {
  const visited: string[] = [];
  let node = byName(plan, from);
  while (visited.length <= plan.nodes.length) {
    visited.push(node.name);
    if (holds(node, target)) return visited;
    const hop = isNeighbour(node, target) ? target : nextHop(node, target);
    const next = hop === null ? undefined : plan.nodes.find((other) => other !== node && owns(other, hop));
    const mayGoOn = visited.length === 1 || forwards(node, familyOf(target));
    if (next === undefined || !mayGoOn || !shareSegment(node, next)) return null;
    node = next;
  }
  return null;
}

/** Whether cables and forwarding nodes join a node with a segment by one family, whatever its routes say. */
export function isJoined(plan: Plan, from: string, segment: string, family: Family = "ipv4"): boolean {
  const reached = new Set(segmentsOf(byName(plan, from), family));
  for (let size = -1; size !== reached.size; ) {
    size = reached.size;
    for (const node of plan.nodes) {
      const own = segmentsOf(node, family);
      if (forwards(node, family) && own.some((name) => reached.has(name)))
        for (const name of own) reached.add(name);
    }
  }
  return reached.has(segment);
}

function segmentsOf({ interfaces }: PlannedNode, family: Family): string[] {
  return interfaces
    .filter(({ addresses }) => addresses.some((cidr) => familyOf(cidr) === family))
    .map(({ segment }) => segment);
}

function forwards({ sysctls }: PlannedNode, family: Family): boolean {
  return sysctls[family === "ipv4" ? "net.ipv4.ip_forward" : "net.ipv6.conf.all.forwarding"] === "1";
}

function nextHop(node: PlannedNode, target: string): string | null {
  const address = parseAddress(target);
  const candidates = allRoutes(node)
    .map((route) => ({
      ...route,
      prefix: parsePrefix(route.to === "default" ? ALL[familyOf(route.via)] : route.to),
    }))
    .filter((route) => contains(route.prefix, address))
    .sort((a, b) => b.prefix.bits - a.prefix.bits);
  return candidates[0]?.via ?? null;
}

const ALL = { ipv4: "0.0.0.0/0", ipv6: "::/0" } as const;

function isNeighbour(node: PlannedNode, target: string): boolean {
  return node.interfaces.some(({ addresses }) =>
    addresses.some((cidr) => contains(parsePrefix(cidr), parseAddress(target))),
  );
}

function owns(node: PlannedNode, address: string): boolean {
  return node.interfaces.some(({ addresses }) => addresses.some((cidr) => cidr.split("/")[0] === address));
}

function holds(node: PlannedNode, address: string): boolean {
  return owns(node, address) || node.loopback.some((cidr) => cidr.split("/")[0] === address);
}

function shareSegment(a: PlannedNode, b: PlannedNode): boolean {
  return a.interfaces.some(({ segment }) => b.interfaces.some((other) => other.segment === segment));
}

function byName(plan: Plan, name: string): PlannedNode {
  const node = plan.nodes.find((candidate) => candidate.name === name);
  if (node === undefined) throw new Error(`no node ${name} in the plan`);
  return node;
}
