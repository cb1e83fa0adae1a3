/** Sizes and distances of a drawing, pixels. */
export const MARGIN = 24;
export const TOP = 82;
export const CARD_GAP = 10;
export const COLUMN_GAP = 28;
export const FRAME_PAD = 18;
export const FRAME_HEAD = 30;
export const LABEL = 12;
export const LABEL_LINE = 15;
export const RAIL_GAP = 16;
export const BLOCK_GAP = 22;
export const LANE = 15;
export const BAND = 18;
/** Half of a cable's width. */
export const CABLE = 6;
/** How far a column's two ways lie from its middle. */
export const WAY = 3;
