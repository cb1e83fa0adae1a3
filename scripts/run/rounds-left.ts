import { estimateMs } from "./estimate.ts";
import type { Round } from "./rounds.ts";

/** The rounds of a lab that nobody has begun. Several hands take from them, each with a lab of its own. */
export class RoundsLeft {
  readonly #waiting: Round[] = [];

  add(round: Round): void {
    this.#waiting.push(round);
  }

  take(): Round | undefined {
    return this.#waiting.shift();
  }

  /** For another hand. */
  giveBack(round: Round): void {
    this.#waiting.unshift(round);
  }

  /** Nobody is to begin another one. */
  clear(): void {
    this.#waiting.length = 0;
  }

  /** The time that they are about to take one after the other, in a lab of so many nodes, roughly, in milliseconds. */
  ms(nodes: number): number {
    return this.#waiting.reduce(
      (sum, { tests, breaks }) => sum + estimateMs(tests, { nodes, withBreaks: breaks.length > 0 }),
      0,
    );
  }
}
