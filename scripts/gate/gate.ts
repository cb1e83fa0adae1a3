/** How to wait for one's turn. */
export interface Waiting {
  /** Aborted: whoever still waits rejects; work that has begun goes on, and ends by its own means. */
  readonly signal: AbortSignal;
  /** Called once where the turn does not come soon. */
  readonly onWait?: () => void;
}

/**
 * Who works on this machine at the same time: heavy work side by side, a timed run of traffic alone. Work that waits for
 * a turn must not hold another.
 */
export interface Gate {
  /** Runs `work` while nobody works alone. */
  beside<T>(work: () => Promise<T>, waiting: Waiting): Promise<T>;
  /** Runs `work` while nobody else works. Whoever comes later waits, so that its turn comes. */
  alone<T>(work: () => Promise<T>, waiting: Waiting): Promise<T>;
}

/** A gate that everybody passes at once. */
export const openGate: Gate = {
  beside: (work) => work(),
  alone: (work) => work(),
};
