import type { BenchContext } from "../context.ts";
import type { Part } from "../row.ts";

/** One round of a star of plain nodes: milliseconds up and down, and where they went. */
export interface StarRound {
  readonly upMs: number;
  readonly downMs: number;
  readonly upParts: readonly Part[];
  readonly downParts: readonly Part[];
}

/** Something that can make plain nodes on one segment. */
export interface StarMaker {
  readonly name: string;
  /** The most nodes it is asked for; what takes minutes is left out. */
  readonly most: number;
  /** The most rounds at 200 nodes and above. */
  readonly fewRounds?: number;
  /** Why it cannot be measured here; null where it can. */
  lack(context: BenchContext): Promise<string | null>;
  /** Up and down once; whatever goes wrong, nothing of it is left. */
  round(nodes: number, context: BenchContext): Promise<StarRound>;
}
