import { isHandshake, isMessage } from "../../../trace/packet-kind.ts";
import type { Trace, TracedWalk } from "../../../trace/trace.ts";
import { hopAtMs, msText, wayText } from "../way.ts";
import { arrowsOf } from "./arrows-of.ts";
import { connectionText } from "./connection-text.ts";
import { headsOf, type PanelHead } from "./heads-of.ts";
import { hopText } from "./hop-text.ts";
import { M } from "./measures.ts";
import { type PlacedLanes, placeLanes } from "./place-lanes.ts";
import type { GrowingPanel, Label, PlacedPanel } from "./scene.ts";

/** One walk, placed: time runs down, a lane an interface, and beside each hop what happened there and why. */
export function panelOf(trace: Trace, head: PanelHead): PlacedPanel {
  const placed = placeLanes(trace, M);
  const textX = Math.max(placed.last + M.toText, placed.right + M.cardGap);
  const width = textX + M.text + M.margin;
  const drawn: GrowingPanel = { arrows: [], labels: [], badges: [], rules: [], marks: [], stripes: [] };
  const { heads, bottom } = headsOf(head, { x: M.margin, width: width - 2 * M.margin, size: 18 });
  const top = bottom + M.nodeHeight;
  let y = top + 10;
  const opened = new Set<number>();
  for (const walk of trace.walks) {
    if (!isHandshake(walk) && !isMessage(walk) && walk.kind !== "reset") continue;
    if (!opened.has(walk.connection)) {
      opened.add(walk.connection);
      y = connectionRow(trace, walk.connection, y, textX, width, drawn);
    }
    y = isMessage(walk) ? fullRows(walk, y, textX, placed, drawn) : quickRows(walk, y, textX, placed, drawn);
  }
  const lanes = placed.lanes.map((lane) => ({ ...lane, from: top, to: y }));
  const nodes = placed.nodes.map((node) => ({ ...node, y: bottom }));
  drawn.labels.push({ x: M.time, y: top - 8, text: "ms", size: 11, style: "soft", anchor: "end" });
  return { panel: { heads, nodes, lanes, ...drawn }, width, height: y + M.margin };
}

function connectionRow(
  { connections }: Trace,
  number: number,
  y: number,
  textX: number,
  width: number,
  drawn: GrowingPanel,
): number {
  const connection = connections.find((one) => one.number === number);
  if (connection === undefined) return y;
  drawn.rules.push({ x: M.margin, y: y + 4, to: width - M.margin });
  drawn.labels.push(
    { x: textX, y: y + 24, text: connectionText(connection), size: 12, style: "bold" },
    { x: textX, y: y + 40, text: `${connection.from} → ${connection.to}`, size: 11, style: "config" },
  );
  return y + 62;
}

/** Packets of which only the way counts: small steps, and a line of text. */
function quickRows(
  walk: TracedWalk,
  y: number,
  textX: number,
  placed: PlacedLanes,
  drawn: GrowingPanel,
): number {
  const [first] = walk.hops;
  const way = `${wayText(walk)}${walk.again ? " (again)" : ""}`;
  const style = walk.end === "taken" ? "plain" : "bad";
  drawn.labels.push(
    timeLabel(first === undefined ? 0 : hopAtMs(first), y + 4),
    { x: textX, y: y + 4, text: walk.kind, size: 12, style: walk.direction },
    { x: textX + 86, y: y + 4, text: way, size: 12, style },
  );
  const ys = walk.hops.map((_, index) => y + index * M.quickRow);
  drawn.arrows.push(...arrowsOf(walk, ys, placed, false));
  return (ys.at(-1) ?? y) + M.quickRow + M.gap;
}

function fullRows(
  walk: TracedWalk,
  from: number,
  textX: number,
  placed: PlacedLanes,
  drawn: GrowingPanel,
): number {
  const head = `${walk.kind}  ${walk.text}${walk.again ? "  (again)" : ""}`.trim();
  drawn.labels.push({ x: textX, y: from + 8, text: head, size: 13, style: walk.direction });
  let y = from + 30;
  const ys: number[] = [];
  for (const [index, hop] of walk.hops.entries()) {
    const text = hopText(walk, hop, M.text);
    ys.push(y);
    drawn.labels.push(timeLabel(hopAtMs(hop), y + 4));
    drawn.badges.push({ x: textX - 17, y, direction: walk.direction, text: String(index + 1) });
    for (const [at, { indent, ...line }] of text.entries())
      drawn.labels.push({ x: textX + indent, y: y + 4 + at * M.line, ...line });
    y += Math.max(text.length * M.line + 8, 26);
  }
  drawn.arrows.push(...arrowsOf(walk, ys, placed, true));
  return y + M.gap;
}

function timeLabel(ms: number, y: number): Label {
  return { x: M.time, y, text: msText(ms), size: 11, style: "config", anchor: "end" };
}
