import { inSite, meant, siteOf } from "./sites/site-name.ts";

/** A reference to nodes as written: `web2` the second node of a tier; `web` or `web*` all of them; `web2.east` in a site. */
export interface NodeRef {
  /** As in `web`, or `web.east`. */
  readonly tier: string;
  /** From 1; null stands for every node of the tier. */
  readonly index: number | null;
}

/** Takes a reference apart. A tier's name ends in a letter, so its end digits are an index. */
export function parseNodeRef(ref: string): NodeRef {
  const own = siteOf(ref);
  const name = own?.name ?? ref;
  const digits = /\d+$/.exec(name)?.[0];
  const tier = digits === undefined ? name.replace(/\*$/, "") : name.slice(0, -digits.length);
  return {
    tier: own === null ? tier : inSite(tier, own.site),
    index: digits === undefined ? null : Number.parseInt(digits, 10),
  };
}

/** The name of a tier's nth node, n from 1: `web2`, and `web2.east` of tier `web.east`. */
export function nodeName(tier: string, index: number): string {
  const own = siteOf(tier);
  return own === null ? `${tier}${index}` : inSite(`${own.name}${index}`, own.site);
}

/** The names of all nodes of a tier, in order. */
export function tierNodes(tier: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => nodeName(tier, index + 1));
}

/** The nodes that a reference names in a lab, in order, those of all sites where it says no site; none where it names nothing. */
export function nodesInLab(ref: string, lab: { readonly tiers: TierCounts }): string[] {
  const { tier, index } = parseNodeRef(ref);
  return meant(tier, Object.keys(lab.tiers)).flatMap((name) => {
    const count = lab.tiers[name]?.count ?? 0;
    if (index === null) return tierNodes(name, count);
    return index >= 1 && index <= count ? [nodeName(name, index)] : [];
  });
}

/** The nodes that a reference names in a plan, in the plan's order; none where it names nothing there. */
export function nodesInPlan(ref: string, plan: { readonly nodes: readonly NamedNode[] }): string[] {
  return plan.nodes.filter((node) => isNamedBy(node, ref)).map((node) => node.name);
}

/** Whether a node is one of those that a reference names; the node must exist. */
export function isNamedBy(node: NamedNode, ref: string): boolean {
  const { tier, index } = parseNodeRef(ref);
  // No tier has the name of a site's own outside of sites, so the name alone can only mean all sites'.
  const isTier = node.tier === tier || siteOf(node.tier)?.name === tier;
  return isTier && (index === null || node.name === nodeName(node.tier, index));
}

type TierCounts = Readonly<Record<string, { readonly count: number }>>;

interface NamedNode {
  readonly name: string;
  readonly tier: string;
}
