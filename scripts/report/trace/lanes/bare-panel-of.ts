import { textWidth } from "../../../../stacks/emit/graph/text-width.ts";
import type { Place } from "../../../trace/compare.ts";
import { isHandshake, isMessage } from "../../../trace/packet-kind.ts";
import type { Trace, TracedHop, TracedWalk } from "../../../trace/trace.ts";
import { hopAtMs, msText } from "../way.ts";
import { arrowsOf } from "./arrows-of.ts";
import { connectionText } from "./connection-text.ts";
import { headsOf, type PanelHead } from "./heads-of.ts";
import { hopText, type TextLine } from "./hop-text.ts";
import { BARE, M } from "./measures.ts";
import { type PlacedLanes, placeLanes } from "./place-lanes.ts";
import type { GrowingPanel, Label, PlacedPanel } from "./scene.ts";

/** How the walk differs from another one; `here` is null where it had come to its end. */
export interface MarkedDifference {
  readonly here: Place | null;
}

interface Bare {
  readonly placed: PlacedLanes;
  readonly width: number;
  readonly drawn: GrowingPanel;
}

/** The narrowest, so that heads and the text of a difference have room. */
const LEAST_WIDTH = 520;

/**
 * One walk without text beside it, narrow enough to stand beside another one: what each packet is stands at the left, and
 * only the hop that differs is told, below its packet. Its nodes begin at `nodesFrom` or below.
 */
export function barePanelOf(
  trace: Trace,
  head: PanelHead,
  difference: MarkedDifference | null,
  nodesFrom = 0,
): PlacedPanel & { readonly nodesAt: number } {
  const placed = placeLanes(trace, BARE);
  const width = Math.max(LEAST_WIDTH, placed.right + BARE.margin);
  const drawn: GrowingPanel = { arrows: [], labels: [], badges: [], rules: [], marks: [], stripes: [] };
  const bare: Bare = { placed, width, drawn };
  const { heads, bottom } = headsOf(head, { x: BARE.margin, width: width - 2 * BARE.margin, size: 16 });
  const nodesAt = Math.max(bottom, nodesFrom);
  const top = nodesAt + M.nodeHeight;
  let y = top + 8;
  const opened = new Set<number>();
  for (const [index, walk] of trace.walks.entries()) {
    const marked = difference?.here?.walk === index ? walk.hops[difference.here.hop] : undefined;
    if (!isHandshake(walk) && !isMessage(walk) && walk.kind !== "reset") continue;
    if (!opened.has(walk.connection)) {
      opened.add(walk.connection);
      y = connectionRow(trace, walk.connection, y, bare);
    }
    y = rows(walk, marked, y, bare);
    if (marked !== undefined) y = note(noteOf(walk, marked, width), y, bare);
  }
  if (difference !== null && difference.here === null) y = note([ENDED], y + BARE.gap, bare);
  const lanes = placed.lanes.map((lane) => ({ ...lane, from: top, to: y }));
  const nodes = placed.nodes.map((node) => ({ ...node, y: nodesAt }));
  drawn.labels.push({ x: BARE.time, y: top - 8, text: "ms", size: 11, style: "soft", anchor: "end" });
  return { panel: { heads, nodes, lanes, ...drawn }, width, height: y + BARE.margin, nodesAt };
}

function connectionRow({ connections }: Trace, number: number, y: number, { width, drawn }: Bare): number {
  const connection = connections.find((one) => one.number === number);
  if (connection === undefined) return y;
  const text = connectionText(connection);
  const sockets = `${connection.from} → ${connection.to}`;
  const end = BARE.margin + textWidth(text, 12, "bold") + 10;
  const isOneLine = end + textWidth(sockets, 10.5, "mono") <= width - BARE.margin;
  const height = isOneLine ? 26 : 42;
  drawn.stripes.push({ x: 0, y, width, height });
  drawn.rules.push({ x: BARE.margin, y: y + 1, to: width - BARE.margin });
  drawn.labels.push(
    { x: BARE.margin, y: y + 18, text, size: 12, style: "bold" },
    {
      x: isOneLine ? end : BARE.margin,
      y: y + (isOneLine ? 18 : 34),
      text: sockets,
      size: 10.5,
      style: "config",
    },
  );
  return y + height + 16;
}

function rows(walk: TracedWalk, marked: TracedHop | undefined, y: number, bare: Bare): number {
  const { placed, drawn } = bare;
  const strong = isMessage(walk);
  const step = strong || marked !== undefined ? BARE.row : BARE.quickRow;
  drawn.labels.push({ x: BARE.kind, y: y + 4, text: walk.kind, size: 11.5, style: walk.direction });
  const from = saidOf(walk, y, bare);
  const ys = walk.hops.map((_, index) => from + index * step);
  for (const [index, hop] of walk.hops.entries()) {
    const at = ys[index] ?? y;
    if (index === 0 || strong || hop === marked)
      drawn.labels.push({
        x: BARE.time,
        y: at + 4,
        text: msText(hopAtMs(hop)),
        size: 11,
        style: "config",
        anchor: "end",
      });
    if (hop === marked) drawn.marks.push(ring(hop, at, placed));
  }
  drawn.arrows.push(...arrowsOf(walk, ys, placed, strong || marked !== undefined));
  return (ys.at(-1) ?? from) + step + BARE.gap;
}

/** What became of a packet, else what it asks or answers: below what it is, or beside it where that is long; gives where its way begins. */
function saidOf(walk: TracedWalk, y: number, { width, drawn }: Bare): number {
  const ill = walk.end === "taken" ? "" : walk.end;
  const text = [walk.again ? "again" : "", ill].filter((word) => word !== "").join(", ") || walk.text;
  const style = ill === "" ? "soft" : "bad";
  if (text === "") return y;
  if (textWidth(text, SAID_SIZE) <= BARE.kindWidth) {
    drawn.labels.push({ x: BARE.kind, y: y + 17, text, size: SAID_SIZE, style });
    return y;
  }
  const x = BARE.kind + BARE.kindWidth;
  const shown = cut(text, width - BARE.margin - x);
  drawn.stripes.push({ x: x - 4, y: y - 8, width: textWidth(shown, SAID_SIZE) + 8, height: 16 });
  drawn.labels.push({ x, y: y + 4, text: shown, size: SAID_SIZE, style });
  return y + BARE.row;
}

const SAID_SIZE = 10.5;

function cut(text: string, widthPx: number): string {
  if (textWidth(text, SAID_SIZE) <= widthPx) return text;
  let length = text.length;
  while (length > 1 && textWidth(`${text.slice(0, length)}…`, SAID_SIZE) > widthPx) length -= 1;
  return `${text.slice(0, length)}…`;
}

function ring(
  { node, in: came, out }: TracedHop,
  y: number,
  { xOf }: PlacedLanes,
): GrowingPanel["marks"][number] {
  const xs = [came, out].flatMap((seen) => (seen === null ? [] : [xOf(node, seen.interface)]));
  const [from, to] = [Math.min(...xs), Math.max(...xs)];
  return { x: from - 13, y: y - 10, width: to - from + 26, height: 20 };
}

const ENDED: TextLine = { text: "here nothing more came", size: 12, style: "bold", indent: 0 };

function noteOf(walk: TracedWalk, hop: TracedHop, width: number): TextLine[] {
  return hopText(walk, hop, width - 2 * BARE.margin - 16);
}

/** A box in the flow of time, over the lanes. */
function note(lines: readonly TextLine[], y: number, { width, drawn }: Bare): number {
  const [x, inner] = [BARE.margin, BARE.margin + 10];
  const height = lines.length * M.line + 12;
  drawn.stripes.push({ x, y, width: width - 2 * x, height });
  drawn.marks.push({ x, y, width: width - 2 * x, height });
  drawn.labels.push(
    { x: width - x - 12, y: y + 4, text: "first difference", size: 11, style: "difference", anchor: "end" },
    ...lines.map(
      ({ indent, ...line }, at): Label => ({ x: inner + indent, y: y + 18 + at * M.line, ...line }),
    ),
  );
  return y + height + BARE.gap + 8;
}
