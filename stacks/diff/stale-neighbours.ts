import type { Plan } from "../plan/plan.ts";

/** An interface behind which an address is not any more where its node may have learned it to be. */
export interface StaleNeighbours {
  readonly node: string;
  readonly dev: string;
}

/**
 * The interfaces whose node may still send to the MAC that held an address before: ARP keeps what it knows for up to
 * a minute (net/core/neighbour.c, BASE_REACHABLE_TIME and the delays after it), and nobody tells it of a change. A
 * node that comes or is made anew has learned nothing yet.
 */
export function staleNeighbours(now: Plan, wanted: Plan, fresh: ReadonlySet<string>): StaleNeighbours[] {
  const after = holders(wanted);
  const moved = [...holders(now)].filter(([address, mac]) => after.get(address) !== mac);
  const segments = new Set(moved.map(([address]) => address.split(" ")[0]));
  if (segments.size === 0) return [];
  return wanted.nodes
    .filter(({ name }) => !fresh.has(name))
    .flatMap(({ name: node, interfaces }) =>
      interfaces.filter(({ segment }) => segments.has(segment)).map(({ name: dev }) => ({ node, dev })),
    );
}

/** The MAC that answers for each address of each segment. */
function holders({ nodes }: Plan): Map<string, string> {
  return new Map(
    nodes.flatMap(({ interfaces }) =>
      interfaces.flatMap(({ segment, mac, addresses }) =>
        addresses.map((cidr) => [`${segment} ${cidr.split("/")[0]}`, mac] as const),
      ),
    ),
  );
}
