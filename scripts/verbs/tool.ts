import type { Command } from "commander";

/** What the command line gives to a verb. */
export interface Tool {
  /** Aborted by Ctrl-C and its like; what a verb began is then taken down. */
  readonly signal: AbortSignal;
  /** Says something to the person, on standard error. */
  say(text: string): void;
  /** Data, on standard output. */
  print(text: string): void;
  /** Runs the verb's work; its number is the exit code. */
  finish(work: () => Promise<number>): Promise<void>;
  /** From now on Ctrl-C belongs to the command that runs on this terminal. */
  handOverInterrupts(): void;
}

/** One file a verb: it gives its arguments, options and examples to the command, and its action. */
export interface Verb {
  define(command: Command, tool: Tool): void;
}
