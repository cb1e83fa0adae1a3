import type { Grid } from "./grid.ts";
import type { Step } from "./lanes.ts";
import {
  BAND,
  BLOCK_GAP,
  CABLE,
  CARD_GAP,
  FRAME_HEAD,
  FRAME_PAD,
  LABEL_LINE,
  LANE,
  MARGIN,
  RAIL_GAP,
  TOP,
} from "./measures.ts";
import type { PictureSegment } from "./picture.ts";
import { labelOf, labelWidth } from "./rail-label.ts";
import type { Card, Frame, Rail } from "./scene.ts";

export interface PlacedRail extends Rail {
  readonly lanes: readonly (readonly Step[])[];
  /** The columns that are on it. */
  readonly on: readonly number[];
}

/** Cards and rails in their places. */
export interface Blocks {
  readonly cards: readonly Card[];
  readonly rails: readonly PlacedRail[];
  readonly frames: readonly Frame[];
  /** Where the cards of each column end. */
  readonly bottoms: ReadonlyMap<number, number>;
  readonly bottom: number;
}

/**
 * Each site has its own cards and rails, below those of the site before. What stands outside of sites stands above
 * them; or beside them, where only its last column leads into sites, so that nothing of it lies in their way.
 */
export function placeBlocks(grid: Grid, sites: readonly string[]): Blocks {
  const cards = grid.columns.map((_, index) => placeColumn(grid, index, TOP));
  const outer = grid.columns.flatMap(({ site }, index) => (site === null ? [index] : []));
  const into = outer.filter((index) =>
    grid.segments.some((segment) => segment.site !== null && grid.on(segment).includes(index)),
  );
  const beside = grid.isShared && into.length === 1 && into[0] === outer.at(-1);
  const bottomOf = (some: readonly (readonly Card[])[]) =>
    Math.max(TOP, ...some.flat().map(({ y, height }) => y + height));
  const outerCards = outer.map((index) => cards[index] ?? []);
  const outerSegments = grid.segments.filter(({ site }) => site === null);

  const above = beside ? [] : placeRails(grid, outerSegments, bottomOf(outerCards), []);
  const start = beside ? TOP : lowest(above, bottomOf(outerCards)) + (outer.length === 0 ? 0 : BLOCK_GAP);
  const inner: { cards: Card[]; rails: PlacedRail[]; frames: Frame[]; top: number } = {
    cards: [],
    rails: [],
    frames: [],
    top: start,
  };
  for (const site of sites) {
    const columns = grid.columns.flatMap((column, index) => (column.site === site ? [index] : []));
    const placed = columns.map((index) => placeColumn(grid, index, inner.top + FRAME_HEAD));
    const led = beside ? into.map((index) => cards[index] ?? []) : [];
    const rails = placeRails(
      grid,
      grid.segments.filter((segment) => segment.site === site),
      bottomOf([...placed, ...led]),
      [],
    );
    inner.cards.push(...placed.flat());
    inner.rails.push(...rails);
    const end = lowest(rails, bottomOf(placed)) + FRAME_PAD;
    if (placed.length > 0) inner.frames.push(frameOf(site, placed.flat(), inner.top, end));
    inner.top = end + BLOCK_GAP;
  }
  const outerRails = beside ? placeRails(grid, outerSegments, bottomOf(outerCards), inner.rails) : above;
  const all = [...outerCards.flat(), ...inner.cards];
  return {
    cards: all,
    rails: [...outerRails, ...inner.rails],
    frames: aligned(inner.frames),
    bottoms: new Map(
      grid.columns.map(({ tiers }, index) => [
        index,
        bottomOf([all.filter(({ tier }) => tiers.some(({ name }) => name === tier.name))]),
      ]),
    ),
    bottom: Math.max(lowest(outerRails, bottomOf([all])), inner.top - BLOCK_GAP),
  };
}

function placeColumn({ cards, xs }: Grid, index: number, top: number): Card[] {
  let y = top;
  return (cards[index] ?? []).map((card) => {
    const placed = { ...card, x: (xs[index] ?? 0) - card.width / 2, y };
    y += card.height + CARD_GAP;
    return placed;
  });
}

/** One below the other; those of `others` that are on one of their columns are kept clear of. */
function placeRails(
  grid: Grid,
  segments: readonly PictureSegment[],
  top: number,
  others: readonly PlacedRail[],
): PlacedRail[] {
  let y = top + 6;
  return segments.map((segment) => {
    const lanes = grid.lanes.get(segment.name) ?? [];
    const on = grid.on(segment);
    const height = BAND + Math.max(0, lanes.length - 1) * LANE;
    y += RAIL_GAP + labelOf(segment).length * LABEL_LINE;
    const inTheWay = others
      .filter((other) => other.on.some((column) => on.includes(column)))
      .toSorted((a, b) => a.y - b.y);
    for (const other of inTheWay)
      if (y < other.y + other.height + RAIL_GAP / 2 && other.y < y + height + RAIL_GAP / 2)
        y = other.y + other.height + RAIL_GAP / 2;
    const rail = railAt(grid, segment, y, height);
    y += height;
    return rail;
  });
}

function railAt(grid: Grid, segment: PictureSegment, y: number, height: number): PlacedRail {
  const on = grid.on(segment);
  const first = grid.xs[on[0] ?? 0] ?? MARGIN;
  const last = grid.xs[on.at(-1) ?? 0] ?? first;
  const label = labelOf(segment);
  return {
    segment,
    x: first - 2 * CABLE,
    y,
    width: Math.max(last - first + 4 * CABLE, on.length > 1 ? 0 : labelWidth(segment) + 30),
    height,
    label: label.map(({ text, strong }, line) => ({
      text,
      strong,
      x: first + CABLE + 7,
      y: y - 5 - (label.length - 1 - line) * LABEL_LINE,
    })),
    lanes: grid.lanes.get(segment.name) ?? [],
    on,
  };
}

function lowest(rails: readonly Rail[], least: number): number {
  return Math.max(least, ...rails.map(({ y, height }) => y + height));
}

function frameOf(site: string, cards: readonly Card[], top: number, bottom: number): Frame {
  const left = Math.min(...cards.map(({ x }) => x)) - FRAME_PAD;
  const right = Math.max(...cards.map(({ x, width }) => x + width)) + FRAME_PAD;
  return { site, x: left, y: top, width: right - left, height: bottom - top };
}

/** Frames that stand below each other are equally wide. */
function aligned(frames: readonly Frame[]): Frame[] {
  return frames.map((frame) => {
    const column = frames.filter(
      (other) => other.x < frame.x + frame.width && frame.x < other.x + other.width,
    );
    const x = Math.min(...column.map((other) => other.x));
    return { ...frame, x, width: Math.max(...column.map((other) => other.x + other.width)) - x };
  });
}
