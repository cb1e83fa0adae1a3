import { cardOf } from "./card.ts";
import { type Column, columnsOf } from "./columns.ts";
import { columnNumbers, type Lanes, lanesOf } from "./lanes.ts";
import { CABLE, COLUMN_GAP, FRAME_PAD, MARGIN } from "./measures.ts";
import type { Picture, PictureSegment } from "./picture.ts";
import { labelWidth } from "./rail-label.ts";
import type { Card } from "./scene.ts";

/** What stands in which column, and what in which order below. */
export interface Grid {
  readonly columns: readonly Column[];
  /** By tier. */
  readonly numbers: ReadonlyMap<string, number>;
  /** By column; the cards of one are equally wide. */
  readonly cards: readonly (readonly Card[])[];
  /** The middle of each column. */
  readonly xs: readonly number[];
  readonly segments: readonly PictureSegment[];
  readonly lanes: Lanes;
  /** Whether sites stand below each other in the same columns: none reaches out to another one's segments. */
  readonly isShared: boolean;
  /** The columns that are on a segment, from the left. */
  on(segment: PictureSegment): readonly number[];
}

export function gridOf(picture: Picture): Grid {
  const columns = columnsOf(picture);
  const lanes = lanesOf(picture, columns);
  const numbers = columnNumbers(columns);
  const on = new Map(
    picture.segments.map(({ name }) => {
      const own = picture.tiers.filter(({ segments }) => segments.includes(name));
      const all = own.map((tier) => numbers.get(tier.name) ?? 0).sort((a, b) => a - b);
      return [name, [...new Set(all)]];
    }),
  );
  const siteOf = new Map(picture.segments.map(({ name, site }) => [name, site]));
  const cards = columns.map(({ tiers }) => {
    const own = tiers.map((tier) => cardOf(tier, picture));
    const width = Math.max(...own.map((card) => card.width));
    return own.map((card) => ({ ...card, width }));
  });
  const grid = {
    columns,
    numbers,
    cards,
    lanes,
    segments: orderedSegments(picture, (segment) => on.get(segment.name) ?? [], lanes),
    isShared: picture.tiers.every(
      ({ site, segments }) => site === null || segments.every((name) => siteOf.get(name) === site),
    ),
    on: (segment: PictureSegment) => on.get(segment.name) ?? [],
  };
  return { ...grid, xs: columnPlaces(grid) };
}

/** In the order that requests come to them, then those that no way uses. */
function orderedSegments(
  { segments, ways }: Picture,
  attached: (segment: PictureSegment) => readonly number[],
  lanes: Lanes,
): PictureSegment[] {
  const used = ways.flatMap(({ request, reply }) =>
    [...request, ...reply.toReversed()].map(({ segment }) => segment),
  );
  const first = (segment: PictureSegment) => {
    const starts = (lanes.get(segment.name) ?? []).flat().flatMap(({ from, to }) => [from, to]);
    return Math.min(...(starts.length > 0 ? starts : attached(segment)), segments.length * 100);
  };
  const isUsed = ({ name }: PictureSegment) => used.includes(name);
  return segments.toSorted(
    (a, b) =>
      Number(isUsed(b)) - Number(isUsed(a)) ||
      first(a) - first(b) ||
      segments.indexOf(a) - segments.indexOf(b),
  );
}

/** Apart enough for the cards, and for the label of each rail that begins there. */
function columnPlaces({ columns, cards, segments, isShared, on }: Omit<Grid, "xs">): number[] {
  const number = (index: number) =>
    columns.slice(0, index).filter(({ site }) => site === columns[index]?.site).length;
  // Columns of sites that stand below each other are equally wide.
  const alike = (index: number) =>
    columns.flatMap(({ site }, other) => {
      const isAlike =
        isShared && site !== null && columns[index]?.site !== null && number(other) === number(index);
      return other === index || isAlike ? [other] : [];
    });
  const half = (index: number) =>
    Math.max(0, ...alike(index).flatMap((other) => (cards[other] ?? []).map(({ width }) => width))) / 2;
  const labelsFrom = (index: number) =>
    segments.filter((segment) => on(segment)[0] === index && on(segment).length > 1).map(labelWidth);
  const xs: number[] = [];
  const outside = columns.filter(({ site }) => site === null).length;
  for (const [index, { site }] of columns.entries()) {
    const isFirst = index === 0 || columns[index - 1]?.site !== site;
    // Sites stand below each other in the same columns, unless one of them reaches out to what is above.
    const before = isFirst && site !== null && isShared ? outside - 1 : index - 1;
    // A label stands before the frame of a site that its rail leads into.
    const intoSite = isFirst && site !== null ? half(index) + FRAME_PAD : 0;
    const labels = Math.max(0, ...alike(before).flatMap(labelsFrom)) + 2 * CABLE + 12 + intoSite;
    const apart =
      before < 0 ? MARGIN + half(index) : half(before) + COLUMN_GAP + half(index) + (isFirst ? FRAME_PAD : 0);
    xs.push(before < 0 ? apart : (xs[before] ?? 0) + Math.max(apart, labels));
  }
  return xs;
}
