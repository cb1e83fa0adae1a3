import type { Send } from "../../stacks/lab/schema/send.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import { parsePrefix } from "../../stacks/plan/prefix.ts";
import type { FloodJob } from "./job.ts";
import { clientsOf, evenShare, target } from "./jobs.ts";

/** One job for each client of each flood or set of flows; a client's share of the packets comes from the prefix that it spoofs. */
export function floodJobs(sends: readonly Send[], plan: Plan): FloodJob[] {
  return sends.flatMap((send) => {
    if ("flood" in send) return jobsOf(send, { to: send.to, packets: send.packets, againMs: null }, plan);
    if ("flows" in send)
      return jobsOf(send, { to: send.flows, packets: send.count, againMs: send.again }, plan);
    return [];
  });
}

function jobsOf(
  send: { readonly from: readonly string[]; readonly for: number },
  told: { readonly to: string; readonly packets: number; readonly againMs: number | null },
  plan: Plan,
): FloodJob[] {
  const clients = clientsOf(send.from, plan);
  return clients.flatMap((client, index) => {
    const spoofs = plan.nodes.find(({ name }) => name === client)?.spoofs;
    const packets = evenShare(told.packets, clients.length, index);
    if (spoofs === undefined || packets === 0) return [];
    const { first, last } = parsePrefix(spoofs);
    const sources = { first: number(first), count: number(last) - number(first) + 1 };
    return { ...target(told.to, plan), client, sources, packets, forMs: send.for, againMs: told.againMs };
  });
}

/** An IPv4 address as a packet has it. */
function number(address: bigint): number {
  return Number(BigInt.asUintN(32, address));
}
