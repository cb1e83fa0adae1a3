import { textWidth } from "../../../../stacks/emit/graph/text-width.ts";
import type { Trace } from "../../../trace/trace.ts";
import { M } from "./measures.ts";

export interface PlacedLanes {
  /** From its first lane to its last, and how far its card goes beyond them. */
  readonly nodes: readonly {
    readonly name: string;
    readonly x: number;
    readonly width: number;
    readonly side: number;
  }[];
  readonly lanes: readonly { readonly interface: string; readonly segment: string; readonly x: number }[];
  /** Where the text begins. */
  readonly textX: number;
  xOf(node: string, device: string): number;
}

/** Of a node's name on its card, pixels. */
export const NAME_SIZE = 13;

/** A lane for each interface at which a packet was seen, those of a node together, in the order in which packets came there. */
export function placeLanes({ points, walks }: Trace): PlacedLanes {
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
  let x: number = M.firstLane;
  for (const name of names) {
    const own = points.filter(({ node }) => node === name);
    const width = (own.length - 1) * M.lane;
    const side = Math.max(M.cardSide, (textWidth(name, NAME_SIZE, "bold") - width) / 2 + 9);
    const before = nodes.at(-1);
    if (before !== undefined) x += Math.max(M.nodeGap, before.side + M.cardGap + side);
    nodes.push({ name, x, width, side });
    for (const [index, point] of own.entries()) {
      if (index > 0) x += M.lane;
      places.set(`${name}:${point.interface}`, x);
    }
  }
  return {
    nodes,
    lanes: [...places].map(([point, at]) => ({
      interface: point.split(":")[1] ?? "",
      segment: segments.get(point) ?? "",
      x: at,
    })),
    textX: x + Math.max(M.toText, (nodes.at(-1)?.side ?? 0) + M.cardGap),
    xOf: (node, device) => places.get(`${node}:${device}`) ?? M.firstLane,
  };
}
