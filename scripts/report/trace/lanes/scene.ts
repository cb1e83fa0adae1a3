/** A trace as a drawing: every measure in pixels, nothing left to decide. */
export interface LaneScene {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly description: string;
  readonly panels: readonly { readonly x: number; readonly y: number; readonly panel: Panel }[];
  readonly legend: readonly Label[];
}

/** A panel whose place in the drawing is still open. */
export interface PlacedPanel {
  readonly panel: Panel;
  readonly width: number;
  readonly height: number;
}

/** What is collected row by row. */
export type GrowingPanel = {
  -readonly [K in "arrows" | "labels" | "badges" | "rules" | "marks" | "stripes"]: Panel[K][number][];
};

/** One walk; the lab as written, or as a break changes it. */
export interface Panel {
  readonly heads: readonly Label[];
  readonly nodes: readonly {
    readonly x: number;
    readonly width: number;
    /** How far its card goes beyond its lanes. */
    readonly side: number;
    readonly y: number;
    readonly name: string;
  }[];
  readonly lanes: readonly Lane[];
  readonly arrows: readonly Arrow[];
  readonly labels: readonly Label[];
  readonly badges: readonly {
    readonly x: number;
    readonly y: number;
    readonly direction: Direction;
    readonly text: string;
  }[];
  readonly rules: readonly { readonly x: number; readonly y: number; readonly to: number }[];
  readonly marks: readonly Box[];
  /** Where no lane is drawn, but text. */
  readonly stripes: readonly Box[];
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Direction = "request" | "reply";

export interface Lane {
  readonly x: number;
  readonly from: number;
  readonly to: number;
  readonly interface: string;
  readonly segment: string;
}

/** `wire`: from node to node. `within`: through a node. `lost`: it came nowhere. `dropped`: it went no further. */
export interface Arrow {
  readonly kind: "wire" | "within" | "lost" | "dropped";
  readonly direction: Direction;
  readonly strong: boolean;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

export interface Label {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly size: number;
  readonly style:
    | "bold"
    | "plain"
    | "soft"
    | "mono"
    | "plan"
    | "config"
    | "bad"
    | "request"
    | "reply"
    | "difference";
  readonly anchor?: "end" | "middle";
}
