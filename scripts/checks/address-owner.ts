import { nodesInPlan } from "../../stacks/lab/node-ref.ts";
import type { Plan } from "../../stacks/plan/plan.ts";

/** Every address of the nodes that a reference means. */
export function addressesOf(ref: string, plan: Plan): string[] {
  const names = nodesInPlan(ref, plan);
  return plan.nodes
    .filter((node) => names.includes(node.name))
    .flatMap((node) => node.interfaces.flatMap(({ addresses }) => addresses.map(bare)));
}

/** The node that has an address, with it; the address alone where no node has it. */
export function nameOf(address: string, { nodes }: Plan): string {
  const owner = nodes.find((node) =>
    node.interfaces.some(({ addresses }) => addresses.map(bare).includes(address)),
  );
  return owner === undefined ? address : `${owner.name} (${address})`;
}

function bare(cidr: string): string {
  return cidr.split("/")[0] ?? cidr;
}
