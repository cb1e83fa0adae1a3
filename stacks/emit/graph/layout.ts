import { placeBlocks } from "./blocks.ts";
import { lifelinesOf, portsOf } from "./cables.ts";
import { descriptionOf } from "./description.ts";
import { gridOf } from "./grid.ts";
import { legendOf } from "./legend.ts";
import { BAND, CABLE, LANE, MARGIN } from "./measures.ts";
import type { Picture } from "./picture.ts";
import { labelWidth } from "./rail-label.ts";
import { risersOf } from "./risers.ts";
import type { Arrow, Scene } from "./scene.ts";
import { textWidth } from "./text-width.ts";

/**
 * Puts a picture in its place. Tiers are columns from left to right, each a card with a cable that goes down; segments
 * are rails below the cards, one below the other, and each cable ends at the last rail that it is on. So nothing but a
 * cable ever crosses a rail, whatever the lab. Ways run along the rails.
 */
export function layOut(picture: Picture): Scene {
  const grid = gridOf(picture);
  const { cards, rails, frames, bottoms, bottom } = placeBlocks(grid, picture.sites);
  const laneY = (segment: string, lane: number) =>
    (rails.find((rail) => rail.segment.name === segment)?.y ?? 0) + BAND / 2 + lane * LANE;
  const legend = legendOf(picture, MARGIN, 56);
  const right = Math.max(
    legend.width,
    MARGIN + textWidth(picture.lab, 20, "bold"),
    ...cards.map((card) => card.x + card.width),
    ...rails.flatMap(({ x, width, label, segment }) => [x + width, (label[0]?.x ?? 0) + labelWidth(segment)]),
    ...frames.map((frame) => frame.x + frame.width),
  );
  const arrows = rails.flatMap((rail) =>
    rail.lanes.flatMap((lane, number) =>
      lane.map(({ direction, from, to, ways }): Arrow => {
        const away = to > from ? CABLE : -CABLE;
        const [start, end] = [(grid.xs[from] ?? 0) + away, (grid.xs[to] ?? 0) - away];
        return { direction, y: laneY(rail.segment.name, number), from: start, to: end, ways };
      }),
    ),
  );
  return {
    title: picture.lab,
    description: descriptionOf(picture),
    width: Math.ceil(right + MARGIN),
    height: Math.ceil(bottom + MARGIN),
    frames,
    cards,
    lifelines: lifelinesOf(grid, rails, bottoms),
    rails,
    ports: portsOf(grid, rails),
    arrows,
    risers: risersOf(picture, grid, rails, bottoms, laneY),
    legend: legend.entries,
  };
}
