import { cardOf } from "./card.ts";
import { type Column, columnsOf } from "./columns.ts";
import { descriptionOf } from "./description.ts";
import { columnNumbers, type Lanes, lanesOf, type Step } from "./lanes.ts";
import { legendOf } from "./legend.ts";
import type { Picture, PictureSegment } from "./picture.ts";
import type { Arrow, Card, Frame, Lifeline, Port, Rail, Riser, Scene } from "./scene.ts";
import { textWidth } from "./text-width.ts";

const MARGIN = 24;
const TOP = 82;
const CARD_GAP = 10;
const COLUMN_GAP = 28;
const FRAME_PAD = 18;
const FRAME_HEAD = 30;
const LABEL = 12;
const LABEL_LINE = 15;
const RAIL_GAP = 16;
const LANE = 15;
const BAND = 18;
/** Half of a cable's width, and how far its two ways lie from its middle. */
export const CABLE = 6;
const WAY = 3;

/**
 * Puts a picture in its place. Tiers are columns from left to right, each a card with a cable that goes down; segments
 * are rails below the cards, one below the other, and each cable ends at the last rail that it is on. So nothing but a
 * cable ever crosses a rail, whatever the lab. Ways run along the rails. A site has its own cards and rails, below
 * what stands outside of sites.
 */
export function layOut(picture: Picture): Scene {
  const columns = columnsOf(picture);
  const lanes = lanesOf(picture, columns);
  const cards = columns.map(({ tiers }) => {
    const own = tiers.map((tier) => cardOf(tier, picture));
    const width = Math.max(...own.map((card) => card.width));
    return own.map((card) => ({ ...card, width }));
  });
  const numbers = columnNumbers(columns);
  const attached = (segment: PictureSegment) =>
    picture.tiers
      .filter(({ segments }) => segments.includes(segment.name))
      .map(({ name }) => numbers.get(name) ?? 0)
      .filter((column, index, all) => all.indexOf(column) === index)
      .sort((a, b) => a - b);
  const segments = orderedSegments(picture, attached, lanes);
  const xs = columnPlaces(columns, cards, segments, attached, picture);
  const blocks = [null, ...picture.sites].map((site) => ({
    site,
    columns: columns.flatMap((column, index) => (column.site === site ? [index] : [])),
    segments: segments.filter((segment) => segment.site === site),
  }));

  const rails: (Rail & { readonly lanes: readonly (readonly Step[])[]; readonly on: readonly number[] })[] =
    [];
  const frames: Frame[] = [];
  const placed: Card[] = [];
  const bottoms = new Map<number, number>();
  let top = TOP;
  for (const block of blocks) {
    if (block.columns.length === 0 && block.segments.length === 0) continue;
    const cardTop = block.site === null ? top : top + FRAME_HEAD;
    let cardBottom = cardTop;
    for (const index of block.columns) {
      let y = cardTop;
      for (const card of cards[index] ?? []) {
        placed.push({ ...card, x: (xs[index] ?? 0) - card.width / 2, y });
        y += card.height + CARD_GAP;
      }
      bottoms.set(index, y - CARD_GAP);
      cardBottom = Math.max(cardBottom, y - CARD_GAP);
    }
    let y = cardBottom + 6;
    for (const segment of block.segments) {
      const label = labelOf(segment);
      const own = lanes.get(segment.name) ?? [];
      const on = attached(segment);
      const first = xs[on[0] ?? 0] ?? MARGIN;
      const last = xs[on.at(-1) ?? 0] ?? first;
      y += RAIL_GAP + label.length * LABEL_LINE;
      const height = BAND + Math.max(0, own.length - 1) * LANE;
      rails.push({
        segment,
        x: first - 12,
        y,
        width: Math.max(last - first + 24, on.length > 1 ? 0 : labelWidth(segment) + 30),
        height,
        label: label.map(({ text, strong }, line) => ({
          text,
          strong,
          x: first + CABLE + 7,
          y: y - 5 - (label.length - 1 - line) * LABEL_LINE,
        })),
        lanes: own,
        on,
      });
      y += height;
    }
    if (block.site !== null) {
      const edges = block.columns.flatMap((index) =>
        (cards[index] ?? []).flatMap(({ width }) => [
          (xs[index] ?? 0) - width / 2,
          (xs[index] ?? 0) + width / 2,
        ]),
      );
      const left = Math.min(...edges) - FRAME_PAD;
      frames.push({
        site: block.site,
        x: left,
        y: top,
        width: Math.max(...edges) + FRAME_PAD - left,
        height: y + FRAME_PAD - top,
      });
      y += FRAME_PAD;
    }
    top = y + 22;
  }

  const laneY = (segment: string, lane: number) =>
    (rails.find((rail) => rail.segment.name === segment)?.y ?? 0) + BAND / 2 + lane * LANE;
  const lifelines = columns.map((_, index): Lifeline => {
    const own = rails.filter(({ on }) => on.includes(index));
    const from = bottoms.get(index) ?? TOP;
    return { x: xs[index] ?? 0, from, to: Math.max(from, ...own.map((rail) => endOn(rail, index, false))) };
  });
  const ports = rails.flatMap((rail) =>
    rail.on.map((index): Port => {
      const goesOn = rails.some((other) => other.y > rail.y && other.on.includes(index));
      return { x: xs[index] ?? 0, from: rail.y, to: endOn(rail, index, goesOn) };
    }),
  );
  const arrows = rails.flatMap((rail) =>
    rail.lanes.flatMap((lane, number) =>
      lane.map(({ direction, from, to, ways }): Arrow => {
        const away = to > from ? CABLE : -CABLE;
        return {
          direction,
          y: laneY(rail.segment.name, number),
          from: (xs[from] ?? 0) + away,
          to: (xs[to] ?? 0) - away,
          ways,
        };
      }),
    ),
  );
  const uncut = risersOf(picture, lanes, numbers, laneY, (column, direction) => ({
    x: (xs[column] ?? 0) + (direction === "request" ? -WAY : WAY),
    card: bottoms.get(column) ?? 0,
  }));
  const risers = uncut.flatMap(({ column, ...riser }) =>
    behind(
      riser,
      rails.filter(({ on, x, width }) => !on.includes(column) && x < riser.x && x + width > riser.x),
    ),
  );
  const right = Math.max(
    ...placed.map((card) => card.x + card.width),
    ...rails.map((rail) => Math.max(rail.x + rail.width, (rail.label[0]?.x ?? 0) + labelWidth(rail.segment))),
    ...frames.map((frame) => frame.x + frame.width),
  );
  const legend = legendOf(picture, MARGIN, 56);
  const width = Math.ceil(
    Math.max(right, legend.width, textWidth(picture.lab, 20, "bold") + MARGIN) + MARGIN,
  );
  return {
    title: picture.lab,
    description: descriptionOf(picture),
    width,
    height: Math.ceil(top - 22 + MARGIN),
    frames: aligned(frames),
    cards: placed,
    lifelines,
    rails,
    ports,
    arrows,
    risers,
    legend: legend.entries,
  };
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

/** Below a rail's last lane that stops at the column; a column that no way stops at only touches the rail. */
function endOn(
  rail: { readonly y: number; readonly height: number; readonly lanes: readonly (readonly Step[])[] },
  column: number,
  goesOn: boolean,
): number {
  if (goesOn || rail.lanes.length === 0) return rail.y + rail.height;
  const stops = rail.lanes.findLastIndex((lane) =>
    lane.some(({ from, to }) => from === column || to === column),
  );
  return stops < 0 ? rail.y + 5 : rail.y + BAND + stops * LANE;
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

/** The middle of each column: apart enough for their cards, and for the label of each rail that begins there. */
function columnPlaces(
  columns: readonly Column[],
  cards: readonly (readonly Card[])[],
  segments: readonly PictureSegment[],
  attached: (segment: PictureSegment) => readonly number[],
  picture: Picture,
): number[] {
  const isShared = !picture.tiers.some(
    ({ site, segments: own }) =>
      site !== null && own.some((name) => segments.find((one) => one.name === name)?.site === null),
  );
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
    segments
      .filter((segment) => attached(segment)[0] === index && attached(segment).length > 1)
      .map(labelWidth);
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

function labelOf({ name, prefixes, delayMs }: PictureSegment): { text: string; strong: boolean }[] {
  const delay = delayMs === undefined ? "" : ` + ${delayMs} ms`;
  return [{ text: `${name}${delay}`, strong: true }, ...prefixes.map((text) => ({ text, strong: false }))];
}

function labelWidth(segment: PictureSegment): number {
  return Math.max(
    ...labelOf(segment).map(({ text, strong }) => textWidth(text, LABEL, strong ? "bold" : "mono")),
  );
}

/** Without what passes behind rails that its column is not on. */
function behind(riser: Riser, rails: readonly Rail[]): Riser[] {
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

/** Where a way changes the segment within a tier, and where it begins and ends at one. */
function risersOf(
  { ways }: Picture,
  lanes: Lanes,
  numbers: ReadonlyMap<string, number>,
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
