/** A reference to nodes as written: `web2` the second node of a tier; `web` or `web*` all of them. */
export interface NodeRef {
  readonly tier: string;
  /** From 1; null stands for every node of the tier. */
  readonly index: number | null;
}

/** Takes a reference apart. A tier's name ends in a letter, so its end digits are an index. */
export function parseNodeRef(ref: string): NodeRef {
  const digits = /\d+$/.exec(ref)?.[0];
  if (digits !== undefined) {
    return { tier: ref.slice(0, -digits.length), index: Number.parseInt(digits, 10) };
  }
  return { tier: ref.replace(/\*$/, ""), index: null };
}

/** The name of a tier's nth node, n from 1. */
export function nodeName(tier: string, index: number): string {
  return `${tier}${index}`;
}

/** The names of all nodes of a tier, in order. */
export function tierNodes(tier: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => nodeName(tier, index + 1));
}

/** The nodes that a reference names in a lab, in order; none where it names nothing there. */
export function nodesInLab(ref: string, lab: { readonly tiers: TierCounts }): string[] {
  const { tier, index } = parseNodeRef(ref);
  const count = lab.tiers[tier]?.count ?? 0;
  if (index === null) {
    return tierNodes(tier, count);
  }
  return index >= 1 && index <= count ? [nodeName(tier, index)] : [];
}

/** The nodes that a reference names in a plan, in the plan's order; none where it names nothing there. */
export function nodesInPlan(ref: string, plan: { readonly nodes: readonly NamedNode[] }): string[] {
  const { tier, index } = parseNodeRef(ref);
  return plan.nodes
    .filter((node) => node.tier === tier && (index === null || node.name === nodeName(tier, index)))
    .map((node) => node.name);
}

/** Whether a node is one of those that a reference names; the node must exist. */
export function isNamedBy(node: NamedNode, ref: string): boolean {
  const { tier, index } = parseNodeRef(ref);
  return node.tier === tier && (index === null || node.name === nodeName(tier, index));
}

type TierCounts = Readonly<Record<string, { readonly count: number }>>;

interface NamedNode {
  readonly name: string;
  readonly tier: string;
}
