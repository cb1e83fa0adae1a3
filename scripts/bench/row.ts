/** What a figure counts: times and latencies in milliseconds, memory in mebibytes, rates a second, shares of 100. */
export type Unit = "ms" | "latency-ms" | "MiB" | "per-second" | "percent";

/** A part of what was measured, as where the time went; in the row's unit. */
export interface Part {
  readonly name: string;
  readonly value: number;
}

/** One thing measured, over all rounds of one run. */
export interface Row {
  readonly suite: string;
  readonly what: string;
  readonly unit: Unit;
  /** One figure a round; empty where it was not measured. */
  readonly samples: readonly number[];
  /** What it should come to: a time or a memory at most, a rate at least. */
  readonly aim: number | null;
  /** Its median over that of another row of the same run. */
  readonly ratios: readonly { readonly to: string; readonly factor: number }[];
  /** Medians over the rounds, in order. */
  readonly parts: readonly Part[];
  /** Why there is no figure, or what to know about it. */
  readonly note: string | null;
  /** Whether it should have been measured here, and something broke. */
  readonly failed: boolean;
}

/** A row with its figures; what is left out is none. */
export function measuredRow(row: Pick<Row, "suite" | "what" | "unit" | "samples"> & Partial<Row>): Row {
  return { aim: null, ratios: [], parts: [], note: null, failed: false, ...row };
}

/** A row without figures, and why. */
export function missingRow(row: Pick<Row, "suite" | "what" | "unit" | "note"> & Partial<Row>): Row {
  return { samples: [], aim: null, ratios: [], parts: [], failed: false, ...row };
}
