import type { PlacedRail } from "./blocks.ts";
import type { Grid } from "./grid.ts";
import { WAY } from "./measures.ts";
import type { Picture } from "./picture.ts";
import type { Riser } from "./scene.ts";

/** The steps of all ways along columns. */
export function risersOf(
  picture: Picture,
  grid: Grid,
  rails: readonly PlacedRail[],
  bottoms: ReadonlyMap<number, number>,
  laneY: (segment: string, lane: number) => number,
): Riser[] {
  const uncut = wholeRisers(picture, grid, laneY, (column, direction) => ({
    x: (grid.xs[column] ?? 0) + (direction === "request" ? -WAY : WAY),
    card: bottoms.get(column) ?? 0,
  }));
  return uncut.flatMap(({ column, ...riser }) =>
    behind(
      riser,
      rails.filter(({ on, x, width }) => !on.includes(column) && x < riser.x && x + width > riser.x),
    ),
  );
}

/** Where a way changes the segment within a tier, and where it begins and ends at one. */
function wholeRisers(
  { ways }: Picture,
  { lanes, numbers }: Grid,
  laneY: (segment: string, lane: number) => number,
  place: (column: number, direction: Riser["direction"]) => { readonly x: number; readonly card: number },
): (Riser & { readonly column: number })[] {
  const risers = new Map<string, Riser & { ways: number[]; readonly column: number }>();
  for (const [way, hops] of ways.entries())
    for (const direction of ["request", "reply"] as const) {
      const steps = hops[direction].map((hop) => {
        const [from, to] = [numbers.get(hop.from) ?? 0, numbers.get(hop.to) ?? 0];
        const lane = (lanes.get(hop.segment) ?? []).findIndex((own) =>
          own.some((step) => step.direction === direction && step.from === from && step.to === to),
        );
        return { ...hop, y: laneY(hop.segment, Math.max(0, lane)) };
      });
      const add = (tier: string, from: number, to: number) => {
        const column = numbers.get(tier) ?? 0;
        const { x } = place(column, direction);
        const key = `${direction} ${x} ${from} ${to}`;
        const riser = risers.get(key) ?? { direction, column, x, from, to, ways: [] };
        if (!riser.ways.includes(way)) riser.ways.push(way);
        risers.set(key, riser);
      };
      const cardOf = (tier: string) => place(numbers.get(tier) ?? 0, direction).card;
      for (const step of steps) {
        const before = steps.filter(({ to }) => to === step.from);
        for (const { y } of before) if (y !== step.y) add(step.from, y, step.y);
        if (before.length === 0) add(step.from, cardOf(step.from), step.y);
        if (!steps.some(({ from }) => from === step.to)) add(step.to, step.y, cardOf(step.to));
      }
    }
  return [...risers.values()];
}

/** Without what passes behind rails that its column is not on. */
function behind(riser: Riser, rails: readonly PlacedRail[]): Riser[] {
  const down = riser.from < riser.to;
  const [top, bottom] = down ? [riser.from, riser.to] : [riser.to, riser.from];
  const hidden = rails.filter(({ y }) => y > top && y < bottom).sort((a, b) => a.y - b.y);
  const cuts = [top, ...hidden.flatMap(({ y, height }) => [y, y + height]), bottom];
  return cuts.flatMap((cut, index) => {
    if (index % 2 === 1) return [];
    const end = cuts[index + 1] ?? cut;
    return [{ ...riser, from: down ? cut : end, to: down ? end : cut }];
  });
}
