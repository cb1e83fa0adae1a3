import { configLine } from "../config-lines.ts";
import type { Explain } from "../inferred.ts";
import { type PlannedWay, waysTo } from "../routes.ts";
import { FRAME_FIELDS } from "../seen.ts";

/** A packet that went on by a route: its next hop must be the one it was seen to come to. */
export const routedAt: Explain = ({ does, out, changes, next }, node, { owners }) => {
  if (does !== "forwards" || out === null) return null;
  if (changes.some(({ field }) => !FRAME_FIELDS.includes(field))) return null;
  const to = out.outer?.dst ?? out.ip.dst;
  const ways = waysTo(to, node);
  const way = ways.find((one) => wayLeads(one, out.point.interface, next, owners.nodeOf));
  if (way !== undefined) {
    const by = way.via === null ? "its own segment" : `by way of ${next ?? way.via}`;
    return { text: `routes ${to} to ${way.to}, ${by}`, config: way.config };
  }
  const bgp = configLine(node, /^router bgp /);
  if (ways.length > 0 || bgp.length === 0 || next === null) return null;
  return { text: `routes ${to} to ${next}, which told it of that by BGP`, config: bgp };
};

/** Whether a packet that went out there and came to that node went this way. */
export function wayLeads(
  way: PlannedWay,
  out: string,
  next: string | null,
  nodeOf: (address: string) => string | null,
): boolean {
  return way.via === null ? way.interface === out : next !== null && nodeOf(way.via) === next;
}
