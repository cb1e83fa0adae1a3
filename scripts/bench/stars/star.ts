import type { BenchContext } from "../context.ts";
import type { Part } from "../row.ts";

/** Milliseconds, and where they went. */
export interface Spent {
  readonly ms: number;
  readonly parts?: readonly Part[];
}

/** One round of a star of plain nodes. */
export interface StarRound {
  readonly up: Spent;
  readonly down: Spent;
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
