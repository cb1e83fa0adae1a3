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

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** The time that they are about to take one after the other, roughly, in milliseconds. */
  get ms(): number {
    return this.#waiting.reduce((sum, { tests, breaks }) => sum + estimateMs(tests, breaks.length > 0), 0);
  }
}
