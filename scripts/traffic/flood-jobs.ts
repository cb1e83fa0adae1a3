import type { Send } from "../../stacks/lab/schema/send.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import { parsePrefix } from "../../stacks/plan/prefix.ts";
import type { FloodJob } from "./job.ts";
import { clientsOf, evenShare, target } from "./jobs.ts";

/** One job for each client of each flood; a client's share of the packets comes from the prefix that it spoofs. */
export function floodJobs(sends: readonly Send[], plan: Plan): FloodJob[] {
  return sends.flatMap((send) => {
    if (!("flood" in send)) return [];
    const clients = clientsOf(send.from, plan);
    return clients.flatMap((client, index) => {
      const spoofs = plan.nodes.find(({ name }) => name === client)?.spoofs;
      const packets = evenShare(send.packets, clients.length, index);
      if (spoofs === undefined || packets === 0) return [];
      const { first, last } = parsePrefix(spoofs);
      const sources = { first: number(first), count: number(last) - number(first) + 1 };
      return { ...target(send.to, plan), client, sources, packets, forMs: send.for };
    });
  });
}

/** An IPv4 address as a packet has it. */
function number(address: bigint): number {
  return Number(BigInt.asUintN(32, address));
}
