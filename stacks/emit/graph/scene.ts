import type { PictureNode, PictureSegment, PictureTier } from "./picture.ts";

/** A picture with everything in its place, pixels from the left and from the top. */
export interface Scene {
  readonly title: string;
  /** The same in words, for those who do not see it. */
  readonly description: string;
  readonly width: number;
  readonly height: number;
  readonly frames: readonly Frame[];
  readonly cards: readonly Card[];
  readonly lifelines: readonly Lifeline[];
  readonly rails: readonly Rail[];
  readonly ports: readonly Port[];
  readonly arrows: readonly Arrow[];
  readonly risers: readonly Riser[];
  readonly legend: readonly LegendEntry[];
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A site. */
export interface Frame extends Box {
  readonly site: string;
}

/** One tier, with what it holds placed from the card's own corner. */
export interface Card extends Box {
  readonly tier: PictureTier;
  readonly title: string;
  readonly count: number;
  readonly subtitle: string;
  readonly lines: readonly CardLine[];
  /** Its nodes where they are too many for a line each. */
  readonly cells: readonly Cell[];
}

export type CardLine =
  | {
      readonly kind: "node";
      readonly y: number;
      readonly node: PictureNode;
      readonly name: string;
      readonly address: string;
      /** As in `×3`; empty where it says nothing. */
      readonly weight: string;
      readonly status: Status | null;
    }
  | {
      readonly kind: "vip" | "loopback" | "note";
      readonly y: number;
      readonly text: string;
      readonly width: number;
    };

/** How a node of a running lab is, and in one word. */
export interface Status {
  readonly is: "running" | "dead" | "out" | "master";
  readonly word: string;
}

export interface Cell extends Box {
  readonly node: PictureNode;
  readonly label: string;
  readonly status: Status | null;
}

/** A column's cable, from its cards down to the last segment it is on. */
export interface Lifeline {
  readonly x: number;
  readonly from: number;
  readonly to: number;
}

/** A segment. */
export interface Rail extends Box {
  readonly segment: PictureSegment;
  readonly label: readonly {
    readonly text: string;
    readonly x: number;
    readonly y: number;
    readonly strong: boolean;
  }[];
}

/** Where a column is on a segment. */
export interface Port {
  readonly x: number;
  readonly from: number;
  readonly to: number;
}

export type Direction = "request" | "reply";

/** A step of a way along a segment; `ways` are the numbers of those that take it. */
export interface Arrow {
  readonly direction: Direction;
  readonly y: number;
  readonly from: number;
  readonly to: number;
  readonly ways: readonly number[];
}

/** A step of a way along a column. */
export interface Riser {
  readonly direction: Direction;
  readonly x: number;
  readonly from: number;
  readonly to: number;
  readonly ways: readonly number[];
}

export interface LegendEntry {
  readonly kind: Direction | "vip" | "loopback" | Status["is"];
  readonly text: string;
  readonly x: number;
  readonly y: number;
}
