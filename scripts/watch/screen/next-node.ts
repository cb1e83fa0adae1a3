import type { NodeView } from "../model/node-view.ts";

export type Way = "up" | "down" | "left" | "right";

/** The node that an arrow leads to: left and right through all of them, up and down to the tier before and after, in the same place. */
export function nextNode(nodes: readonly NodeView[], chosen: string, way: Way): string {
  const at = nodes.findIndex(({ name }) => name === chosen);
  const [first] = nodes;
  if (at === -1) return first?.name ?? "";
  if (way === "left" || way === "right") return nodes[at + (way === "left" ? -1 : 1)]?.name ?? chosen;
  const tiers = [...new Set(nodes.map(({ tier }) => tier))];
  const tier = tiers.indexOf(nodes[at]?.tier ?? "");
  const ofTier = (index: number) => nodes.filter((node) => node.tier === tiers[index]);
  const place = ofTier(tier).findIndex(({ name }) => name === chosen);
  const next = ofTier(tier + (way === "up" ? -1 : 1));
  return (next[Math.min(place, next.length - 1)] ?? nodes[at])?.name ?? chosen;
}
