import type { TracedWalk } from "../../../trace/trace.ts";
import type { PlacedLanes } from "./place-lanes.ts";
import type { Arrow } from "./scene.ts";

/** A packet's way over the lanes, with each hop at its height; a cross where it came nowhere, or no further. */
export function arrowsOf(
  walk: TracedWalk,
  ys: readonly number[],
  { xOf }: PlacedLanes,
  strong: boolean,
): Arrow[] {
  const { direction } = walk;
  return walk.hops.flatMap((hop, index): Arrow[] => {
    const y = ys[index] ?? 0;
    const [came, out] = [hop.in, hop.out];
    const x1 = came === null ? null : xOf(hop.node, came.interface);
    const x2 = out === null ? null : xOf(hop.node, out.interface);
    const within: Arrow[] =
      x1 === null || x2 === null ? [] : [{ kind: "within", direction, strong, x1, y1: y, x2, y2: y }];
    if (x2 === null)
      return x1 === null || hop.does !== "drops"
        ? within
        : [{ kind: "dropped", direction, strong, x1, y1: y, x2: x1, y2: y }];
    const next = walk.hops[index + 1];
    if (next?.in === undefined || next.in === null)
      return [...within, { kind: "lost", direction, strong, x1: x2, y1: y, x2: x2 + 34, y2: y + 10 }];
    const to = xOf(next.node, next.in.interface);
    return [...within, { kind: "wire", direction, strong, x1: x2, y1: y, x2: to, y2: ys[index + 1] ?? y }];
  });
}
