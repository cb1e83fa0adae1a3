import type { Picture } from "./picture.ts";
import type { LegendEntry } from "./scene.ts";
import { statusOf } from "./status.ts";
import { textWidth } from "./text-width.ts";

const SIGN = 30;
const GAP = 20;

/** What the signs of a picture mean, only those that it has, in one row. */
export function legendOf(
  picture: Picture,
  left: number,
  y: number,
): { readonly entries: readonly LegendEntry[]; readonly width: number } {
  const { ways, tiers, states } = picture;
  const nodes = tiers.flatMap((tier) => tier.nodes);
  const statuses = nodes.map((node) => statusOf(node, states)?.is);
  const signs: (readonly [LegendEntry["kind"], string, boolean])[] = [
    ["request", "request", ways.length > 0],
    ["reply", "reply", ways.length > 0],
    ["vip", "the VIP leads here", nodes.some(({ vips }) => vips.length > 0)],
    ["loopback", "takes packets for it, on lo", nodes.some(({ loopback }) => loopback.length > 0)],
    ["running", "runs", statuses.includes("running")],
    ["master", "VRRP master", statuses.includes("master")],
    ["out", "does not serve", statuses.includes("out")],
    ["dead", "dead", statuses.includes("dead")],
  ];
  let x = left;
  const entries = signs
    .filter(([, , isThere]) => isThere)
    .map(([kind, text]): LegendEntry => {
      const entry = { kind, text, x, y };
      x += SIGN + textWidth(text, 11) + GAP;
      return entry;
    });
  return { entries, width: x - GAP };
}
