import type { Row } from "./row.ts";

/** What a suite gets to work with. */
export interface BenchContext {
  /** A folder of this run alone, removed at its end. */
  readonly folder: string;
  /** The environment of every tierlab: labs of this run are no others' business. */
  readonly env: Readonly<Record<string, string>>;
  /** How often everything is measured; undefined: each suite's own number. */
  readonly rounds: number | undefined;
  readonly signal: AbortSignal;
  /** Tells a person what goes on. */
  say(text: string): void;
}

/** A group of rows that is measured together, so that its ratios are of one time. */
export interface Suite {
  readonly title: string;
  /** One line for the help. */
  readonly about: string;
  /** Left out unless asked for by name. */
  readonly onlyByName?: boolean;
  /** Needs a machine that is set up; what that takes is a suite of its own. */
  readonly makesLabs?: true;
  run(context: BenchContext): Promise<Row[]>;
}
