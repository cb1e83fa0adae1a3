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
export function nameOf(address: string, plan: Plan): string {
  const owner = ownerOf(address, plan);
  return owner === null ? address : `${owner} (${address})`;
}

/** The first node that has an address on an interface; null where none has. */
export function ownerOf(address: string, { nodes }: Plan): string | null {
  const owner = nodes.find((node) =>
    node.interfaces.some(({ addresses }) => addresses.map(bare).includes(address)),
  );
  return owner?.name ?? null;
}

function bare(cidr: string): string {
  return cidr.split("/")[0] ?? cidr;
}
