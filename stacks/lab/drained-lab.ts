import { nodesInLab, parseNodeRef, tierNodes } from "./node-ref.ts";
import type { DrainFault } from "./schema/faults/drain.ts";
import type { RefillFault } from "./schema/faults/refill.ts";
import type { Lab } from "./schema/lab.ts";

export type PoolFault = DrainFault | RefillFault;

/**
 * A lab whose real servers have weight 0 that these faults drained and did not refill. Not where the director is a
 * proxy: it is told at run time, because a new configuration would start it anew and cut what it should spare.
 */
export function drainedLab(lab: Lab, faults: readonly PoolFault[]): Lab {
  let now = lab;
  for (const fault of faults) now = withFault(now, fault, lab);
  return now;
}

function withFault(now: Lab, fault: PoolFault, written: Lab): Lab {
  const service = now.services[fault.of];
  const ref = "drain" in fault ? fault.drain : fault.refill;
  const { tier } = parseNodeRef(ref);
  const pool = service?.servers[tier];
  if (service === undefined || pool === undefined || service.mode === "proxy") return now;
  const meant = nodesInLab(ref, written);
  const own = written.services[fault.of]?.servers[tier]?.weights;
  const weights = tierNodes(tier, written.tiers[tier]?.count ?? 0).map((node, at) => {
    if (!meant.includes(node)) return pool.weights?.[at] ?? 1;
    return "drain" in fault ? 0 : (own?.[at] ?? 1);
  });
  const servers = { ...service.servers, [tier]: { ...pool, weights } };
  return { ...now, services: { ...now.services, [fault.of]: { ...service, servers } } };
}
