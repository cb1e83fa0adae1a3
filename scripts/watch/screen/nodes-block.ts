import type { NodeView } from "../model/node-view.ts";
import { sumOf } from "../model/rate.ts";
import type { Block } from "./block.ts";
import { rate } from "./figures.ts";
import { cell, flow, type Line, span, type Tone } from "./line.ts";

const WIDEST_TIER = 14;
const RATE_COLUMNS = 7;

/** The nodes by tier, with what is wrong with each and the packets a second that it receives and sends. */
export function nodesBlock(nodes: readonly NodeView[], chosen: string, columns: number): Block {
  const tiers = [...new Set(nodes.map(({ tier }) => tier))];
  const tierColumns = Math.min(WIDEST_TIER, Math.max(...tiers.map((tier) => tier.length)));
  const nameColumns = Math.max(...nodes.map(({ name }) => name.length));
  const rows = tiers.flatMap((tier) => {
    const own = nodes.filter((node) => node.tier === tier);
    const cells = own.map((node) => nodeCell(node, node.name === chosen, nameColumns));
    return flow(cells, columns - tierColumns - 2).map(
      (line, at): Line => [span(cell(at === 0 ? tier : "", tierColumns), "dim"), span("  "), ...line],
    );
  });
  return {
    title: [span("Nodes", "title"), span("  packets/s in and out", "dim")],
    lines: rows,
    shows: Math.max(
      0,
      rows.findIndex((row) => row.some(({ tone }) => tone === "chosen")),
    ),
    least: 4,
  };
}

function nodeCell(node: NodeView, isChosen: boolean, nameColumns: number): Line {
  const { sign, tone } = healthMark(node);
  const packets =
    node.health === "up" ? rate(sumOf([node.in, node.out])) : node.health === "down" ? "dead" : "-";
  return [
    span(`${sign} `, tone),
    span(node.name, isChosen ? "chosen" : tone === "bad" ? "bad" : "plain"),
    span(" ".repeat(nameColumns - node.name.length)),
    span(cell(packets, RATE_COLUMNS, "right"), node.health === "down" ? "bad" : "dim"),
  ];
}

/** A sign and a colour, never the colour alone. */
export function healthMark({ health, links, daemons }: NodeView): {
  readonly sign: string;
  readonly tone: Tone;
} {
  if (health === "unknown") return { sign: "·", tone: "dim" };
  if (health === "down") return { sign: "✗", tone: "bad" };
  const isHurt = links.some(({ isUp }) => isUp === false) || daemons.some(({ runs }) => runs === false);
  return isHurt ? { sign: "!", tone: "warn" } : { sign: "✓", tone: "good" };
}

/** What is known of one node, in pieces. */
export function nodeDetails(node: NodeView, columns: number): Line[] {
  const { sign, tone } = healthMark(node);
  const isUp = node.health === "up";
  const links = node.links.map(
    ({ name, segment, isUp: up, in: received, out: sent }): Line => [
      span(`${name} ${segment} `),
      up === false ? span("cut", "bad") : span(isUp ? `${rate(received)} in ${rate(sent)} out` : "-", "dim"),
    ],
  );
  const daemons = node.daemons.map(
    ({ name, runs }): Line => [
      span(`${name} `),
      runs === false ? span("down", "bad") : span(runs === null ? "-" : "runs", "dim"),
    ],
  );
  const head: Line = [span(`${sign} `, tone), span(node.name, "chosen"), span(` ${node.role}`, "dim")];
  return flow([head, ...links, ...daemons], columns, " · ");
}
