import { textWidth } from "../../../../stacks/emit/graph/text-width.ts";
import type { Trace } from "../../../trace/trace.ts";

export interface PlacedLanes {
  /** From its first lane to its last, and how far its card goes beyond them. */
  readonly nodes: readonly {
    readonly name: string;
    readonly x: number;
    readonly width: number;
    readonly side: number;
  }[];
  readonly lanes: readonly { readonly interface: string; readonly segment: string; readonly x: number }[];
  /** The last lane, and where its node's card ends. */
  readonly last: number;
  readonly right: number;
  xOf(node: string, device: string): number;
}

/** Least distances, pixels. */
export interface LaneMeasures {
  readonly firstLane: number;
  readonly lane: number;
  readonly nodeGap: number;
  readonly cardSide: number;
  readonly cardGap: number;
}

/** Of the names on a node's card, pixels. */
export const NAME_SIZE = 13;
export const INTERFACE_SIZE = 10.5;
export const SEGMENT_SIZE = 10;

/** Between the names of two lanes. */
const NAME_GAP = 8;

/** A lane for each interface at which a packet was seen, those of a node together, in the order in which packets came there. */
export function placeLanes(
  { points, walks }: Trace,
  { firstLane, lane, nodeGap, cardSide, cardGap }: LaneMeasures,
): PlacedLanes {
  const segments = new Map<string, string>(
    walks
      .flatMap(({ hops }) => hops)
      .flatMap(({ node, in: came, out }) =>
        [came, out].flatMap((seen) =>
          seen === null ? [] : [[`${node}:${seen.interface}`, seen.segment] as const],
        ),
      ),
  );
  const names = [...new Set(points.map(({ node }) => node))];
  const places = new Map<string, number>();
  const nodes: { name: string; x: number; width: number; side: number }[] = [];
  let x = firstLane;
  for (const name of names) {
    const own = points
      .filter(({ node }) => node === name)
      .map(({ interface: device }) => {
        const point = `${name}:${device}`;
        return { point, half: halfOf(device, segments.get(point) ?? "") };
      });
    const halves = own.map(({ half }) => half);
    const steps = halves
      .slice(1)
      .map((half, index) => Math.max(lane, (halves[index] ?? 0) + half + NAME_GAP));
    const width = steps.reduce((sum, step) => sum + step, 0);
    const beyond = Math.max(halves[0] ?? 0, halves.at(-1) ?? 0) + NAME_GAP / 2;
    const side = Math.max(cardSide, beyond, (textWidth(name, NAME_SIZE, "bold") - width) / 2 + 9);
    const before = nodes.at(-1);
    if (before !== undefined) x += Math.max(nodeGap, before.side + cardGap + side);
    nodes.push({ name, x, width, side });
    for (const [index, { point }] of own.entries()) {
      if (index > 0) x += steps[index - 1] ?? lane;
      places.set(point, x);
    }
  }
  return {
    nodes,
    lanes: [...places].map(([point, at]) => ({
      interface: point.split(":")[1] ?? "",
      segment: segments.get(point) ?? "",
      x: at,
    })),
    last: x,
    right: x + (nodes.at(-1)?.side ?? 0),
    xOf: (node, device) => places.get(`${node}:${device}`) ?? firstLane,
  };
}

/** Half of what a lane's names need. */
function halfOf(device: string, segment: string): number {
  return Math.max(textWidth(device, INTERFACE_SIZE, "mono"), textWidth(segment, SEGMENT_SIZE)) / 2;
}
