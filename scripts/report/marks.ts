import type { Verdict } from "./result.ts";

/** How something is marked in text for a person. */
export interface Mark {
  readonly sign: string;
  readonly word: string;
  readonly colour: "green" | "yellow" | "magenta" | "red" | "dim";
}

/** How a verdict is shown: a sign and a word, never colour alone. */
export const MARKS = {
  passed: { sign: "✓", word: "passed", colour: "green" },
  skipped: { sign: "○", word: "skipped", colour: "yellow" },
  "not-measured": { sign: "?", word: "not measured", colour: "yellow" },
  "proves-nothing": { sign: "∅", word: "proves nothing", colour: "magenta" },
  failed: { sign: "✗", word: "failed", colour: "red" },
} as const satisfies Record<Verdict, Mark>;
