import type { PlacedRail } from "./blocks.ts";
import type { Grid } from "./grid.ts";
import { BAND, LANE, TOP } from "./measures.ts";
import type { Lifeline, Port } from "./scene.ts";

/** From each column's cards to the last rail that it is on, below or above them. */
export function lifelinesOf(
  { columns, xs }: Grid,
  rails: readonly PlacedRail[],
  bottoms: ReadonlyMap<number, number>,
): Lifeline[] {
  return columns.map((_, index) => {
    const own = rails.filter(({ on }) => on.includes(index));
    const bottom = bottoms.get(index) ?? TOP;
    return {
      x: xs[index] ?? 0,
      from: Math.min(bottom, ...own.map(({ y }) => y)),
      to: Math.max(bottom, ...own.map((rail) => endOn(rail, index, false))),
    };
  });
}

/** Where each column is on its rails. */
export function portsOf({ xs }: Grid, rails: readonly PlacedRail[]): Port[] {
  return rails.flatMap((rail) =>
    rail.on.map((index) => {
      const goesOn = rails.some((other) => other.y > rail.y && other.on.includes(index));
      return { x: xs[index] ?? 0, from: rail.y, to: endOn(rail, index, goesOn) };
    }),
  );
}

/** Below a rail's last lane that stops at the column; a column that no way stops at only touches the rail. */
function endOn(rail: PlacedRail, column: number, goesOn: boolean): number {
  if (goesOn || rail.lanes.length === 0) return rail.y + rail.height;
  const stops = rail.lanes.findLastIndex((lane) =>
    lane.some(({ from, to }) => from === column || to === column),
  );
  return stops < 0 ? rail.y + 5 : rail.y + BAND + stops * LANE;
}
