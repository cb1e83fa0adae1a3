import type { Plan } from "../plan/plan.ts";

/**
 * What is better started before each node: a director's servers, so that its first checks find them. An edge that would
 * close a circle is left out.
 */
export function startOrder({ nodes, services }: Plan): Map<string, readonly string[]> {
  const wanted = new Map<string, Set<string>>(nodes.map(({ name }) => [name, new Set()]));
  for (const { directors, servers } of services) {
    for (const director of directors) {
      for (const { node } of servers) {
        if (node !== director && !reaches(wanted, node, director)) wanted.get(director)?.add(node);
      }
    }
  }
  return new Map([...wanted].map(([node, before]) => [node, [...before]]));
}

function reaches(edges: ReadonlyMap<string, ReadonlySet<string>>, from: string, to: string): boolean {
  const seen = new Set([from]);
  // A set grows while it is walked.
  for (const node of seen) {
    if (node === to) return true;
    for (const next of edges.get(node) ?? []) seen.add(next);
  }
  return false;
}
