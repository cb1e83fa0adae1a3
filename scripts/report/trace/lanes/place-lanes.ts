import type { Trace } from "../../../trace/trace.ts";
import { M } from "./measures.ts";

export interface PlacedLanes {
  readonly nodes: readonly { readonly name: string; readonly x: number; readonly width: number }[];
  readonly lanes: readonly { readonly interface: string; readonly segment: string; readonly x: number }[];
  /** Where the text begins. */
  readonly textX: number;
  xOf(node: string, device: string): number;
}

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
  const nodes: { name: string; x: number; width: number }[] = [];
  let x: number = M.firstLane - M.nodeGap;
  for (const name of names) {
    x += M.nodeGap;
    const start = x;
    for (const [index, point] of points.filter(({ node }) => node === name).entries()) {
      if (index > 0) x += M.lane;
      places.set(`${name}:${point.interface}`, x);
    }
    nodes.push({ name, x: start, width: x - start });
  }
  return {
    nodes,
    lanes: [...places].map(([point, at]) => ({
      interface: point.split(":")[1] ?? "",
      segment: segments.get(point) ?? "",
      x: at,
    })),
    textX: x + M.toText,
    xOf: (node, device) => places.get(`${node}:${device}`) ?? M.firstLane,
  };
}
