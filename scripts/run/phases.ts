/** What the time of a lab's run is spent on, in order. */
export const PHASES = [
  "setup",
  "plan",
  "prepare",
  "nodes",
  "links",
  "boot",
  "ready",
  "tests",
  "breaks",
  "down",
] as const;
export type Phase = (typeof PHASES)[number];

/** A clock that is in one phase at a time. */
export class PhaseClock {
  readonly #spentMs = new Map<Phase, number>();
  readonly #now: () => number;
  #current: { readonly phase: Phase; readonly since: number } | null = null;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  enter(phase: Phase): void {
    this.leave();
    this.#current = { phase, since: this.#now() };
  }

  /** Enters a phase unless it, or one after it, has begun: nodes get ready side by side, not in step. Tells whether it did. */
  reach(phase: Phase): boolean {
    const current = this.#current?.phase;
    if (current !== undefined && PHASES.indexOf(phase) <= PHASES.indexOf(current)) return false;
    this.enter(phase);
    return true;
  }

  leave(): void {
    if (this.#current === null) return;
    this.add(this.#current.phase, this.#now() - this.#current.since);
    this.#current = null;
  }

  add(phase: Phase, ms: number): void {
    this.#spentMs.set(phase, (this.#spentMs.get(phase) ?? 0) + ms);
  }

  spent(): { readonly name: Phase; readonly ms: number }[] {
    return PHASES.flatMap((name) => {
      const ms = this.#spentMs.get(name);
      return ms === undefined ? [] : [{ name, ms: Math.round(ms) }];
    });
  }
}
