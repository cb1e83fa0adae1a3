import type { Place } from "../../../trace/compare.ts";
import { isHandshake, isMessage } from "../../../trace/packet-kind.ts";
import type { Trace, TracedWalk } from "../../../trace/trace.ts";
import { hopAtMs, msText, wayText } from "../way.ts";
import { hopText } from "./hop-text.ts";
import { M } from "./measures.ts";
import { type PlacedLanes, placeLanes } from "./place-lanes.ts";
import type { Arrow, Label, Panel } from "./scene.ts";

export interface PanelHead {
  readonly title: string;
  readonly under: string;
  readonly marked: Place | null;
}

type Growing = { -readonly [K in "arrows" | "labels" | "badges" | "rules" | "marks"]: Panel[K][number][] };

/** One walk, placed: time runs down, a lane an interface, and beside each hop what happened there and why. */
export function panelOf(trace: Trace, x: number, { title, under, marked }: PanelHead) {
  const placed = placeLanes(trace);
  const width = placed.textX + M.text + M.margin;
  const drawn: Growing = { arrows: [], labels: [], badges: [], rules: [], marks: [] };
  const top = M.headTop + M.nodeHeight;
  let y = top + 10;
  const opened = new Set<number>();
  for (const [index, walk] of trace.walks.entries()) {
    if (!isHandshake(walk) && !isMessage(walk) && walk.kind !== "reset") continue;
    if (!opened.has(walk.connection)) {
      opened.add(walk.connection);
      y = connectionRow(trace, walk.connection, y, placed, width, drawn);
    }
    const mark = marked?.walk === index ? marked.hop : null;
    y =
      isMessage(walk) || mark !== null
        ? fullRows(walk, mark, y, placed, drawn)
        : quickRows(walk, y, placed, drawn);
  }
  const height = y + M.margin;
  const lanes = placed.lanes.map((lane) => ({ ...lane, from: top, to: y }));
  const nodes = placed.nodes.map((node) => ({ ...node, y: M.headTop }));
  const heads: Label[] = [
    { x: M.margin, y: 34, text: title, size: 18, style: "bold" },
    { x: M.margin, y: 58, text: under, size: 13, style: trace.outcome.served ? "plain" : "bad" },
    { x: M.time, y: top - 8, text: "ms", size: 11, style: "soft", anchor: "end" },
  ];
  return { panel: { x, heads, nodes, lanes, ...drawn } satisfies Panel, width, height };
}

function connectionRow(
  { connections }: Trace,
  number: number,
  y: number,
  { textX }: PlacedLanes,
  width: number,
  drawn: Growing,
): number {
  const connection = connections.find((one) => one.number === number);
  if (connection === undefined) return y;
  const { opener, end, from, to, kept } = connection;
  const ends = end === null ? "taken by nobody" : `ends on ${end}`;
  drawn.rules.push({ y: y + 4, width: width - M.margin });
  drawn.labels.push(
    {
      x: textX,
      y: y + 24,
      text: `connection ${number}: ${opener}, ${ends}${kept ? ", open before" : ""}`,
      size: 12,
      style: "bold",
    },
    { x: textX, y: y + 40, text: `${from} → ${to}`, size: 11, style: "config" },
  );
  return y + 62;
}

function kindStyle(walk: TracedWalk): "request" | "reply" {
  return walk.direction;
}

/** Packets of which only the way counts: small steps, and a line of text. */
function quickRows(walk: TracedWalk, y: number, placed: PlacedLanes, drawn: Growing): number {
  const [first] = walk.hops;
  drawn.labels.push(timeLabel(first === undefined ? 0 : hopAtMs(first), y + 4));
  drawn.labels.push({
    x: placed.textX,
    y: y + 4,
    text: walk.kind,
    size: 12,
    style: kindStyle(walk),
  });
  const way = `${wayText(walk)}${walk.again ? " (again)" : ""}`;
  drawn.labels.push({
    x: placed.textX + 86,
    y: y + 4,
    text: way,
    size: 12,
    style: walk.end === "taken" ? "plain" : "bad",
  });
  const ys = walk.hops.map((_, index) => y + index * M.quickRow);
  drawn.arrows.push(...arrowsOf(walk, ys, placed, false));
  return (ys.at(-1) ?? y) + M.quickRow + M.gap;
}

function fullRows(
  walk: TracedWalk,
  mark: number | null,
  from: number,
  placed: PlacedLanes,
  drawn: Growing,
): number {
  const again = walk.again ? "  (again)" : "";
  drawn.labels.push({
    x: placed.textX,
    y: from + 8,
    text: `${walk.kind}  ${walk.text}${again}`.trim(),
    size: 13,
    style: kindStyle(walk),
  });
  let y = from + 30;
  const ys: number[] = [];
  for (const [index, hop] of walk.hops.entries()) {
    const text = hopText(walk, hop);
    const height = Math.max(text.length * M.line + 8, 26);
    if (index === mark) y += 8;
    ys.push(y);
    if (index === mark) {
      const [left, top] = [placed.textX - 34, y - 17];
      drawn.marks.push({ x: left, y: top, width: M.text + 34, height: height + 8 });
      drawn.labels.push({
        x: left + M.text + 20,
        y: top + 4,
        text: "first difference",
        size: 11,
        style: "difference",
        anchor: "end",
      });
    }
    drawn.labels.push(timeLabel(hopAtMs(hop), y + 4));
    drawn.badges.push({ x: placed.textX - 17, y, direction: walk.direction, text: String(index + 1) });
    drawn.labels.push(
      ...text.map((line, at) => ({
        x: placed.textX + line.indent,
        y: y + 4 + at * M.line,
        text: line.text,
        size: line.size,
        style: line.style,
      })),
    );
    y += height + (index === mark ? 8 : 0);
  }
  drawn.arrows.push(...arrowsOf(walk, ys, placed, true));
  return y + M.gap;
}

function timeLabel(ms: number, y: number): Label {
  return { x: M.time, y, text: msText(ms), size: 11, style: "config", anchor: "end" };
}

function arrowsOf(walk: TracedWalk, ys: readonly number[], { xOf }: PlacedLanes, strong: boolean): Arrow[] {
  const { direction } = walk;
  return walk.hops.flatMap((hop, index): Arrow[] => {
    const y = ys[index] ?? 0;
    const [came, out] = [hop.in, hop.out];
    const x1 = came === null ? null : xOf(hop.node, came.interface);
    const x2 = out === null ? null : xOf(hop.node, out.interface);
    const within: Arrow[] =
      x1 === null || x2 === null ? [] : [{ kind: "within", direction, strong, x1, y1: y, x2, y2: y }];
    if (x2 === null) return within;
    const next = walk.hops[index + 1];
    if (next?.in === undefined || next.in === null)
      return [...within, { kind: "lost", direction, strong, x1: x2, y1: y, x2: x2 + 34, y2: y + 10 }];
    const to = xOf(next.node, next.in.interface);
    return [...within, { kind: "wire", direction, strong, x1: x2, y1: y, x2: to, y2: ys[index + 1] ?? y }];
  });
}
