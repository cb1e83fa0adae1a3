/** Measures of the drawing, pixels. */
export const M = {
  margin: 24,
  /** Right end of the column of times. */
  time: 76,
  firstLane: 132,
  /** Between the interfaces of one node, and between nodes, at least. */
  lane: 62,
  nodeGap: 96,
  /** How far a node's card goes beyond its lanes, at least, and how far cards stand apart. */
  cardSide: 32,
  cardGap: 16,
  nodeHeight: 46,
  /** From the last lane to the text, and how wide that is. */
  toText: 56,
  text: 470,
  line: 15,
  quickRow: 13,
  gap: 12,
} as const;

/** Of a drawing without text beside it, of which two stand side by side on a page. */
export const BARE = {
  margin: 14,
  time: 52,
  /** Left end of the column that tells what each packet is, and how wide that is. */
  kind: 60,
  kindWidth: 64,
  firstLane: 142,
  lane: 44,
  nodeGap: 60,
  cardSide: 26,
  cardGap: 8,
  row: 19,
  quickRow: 15,
  gap: 15,
} as const;

/** From a drawing's top to its heads' first line, and from one line to the next. */
export const HEAD = { top: 34, title: 22, under: 18, toNodes: 26 } as const;
