/** Measures of the drawing, pixels. */
export const M = {
  margin: 24,
  headTop: 92,
  /** Right end of the column of times. */
  time: 76,
  firstLane: 132,
  /** Between the interfaces of one node, and between nodes. */
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
