/** How to wait for one's turn. */
export interface Waiting {
  /** Aborted: whoever still waits rejects; work that has begun goes on, and ends by its own means. */
  readonly signal: AbortSignal;
  /** Called once where the turn does not come soon. */
  readonly onWait?: () => void;
}

/**
 * Who works on this machine at the same time: what keeps processors busy side by side, paced traffic side by side with its
 * like, and what must have the processors for itself alone. Work that waits for a turn must not hold another.
 */
export interface Gate {
  /** Runs `work` while no traffic is timed. */
  beside<T>(work: () => Promise<T>, waiting: Waiting): Promise<T>;
  /** Runs `work`, which leaves processors idle most of the time, while nobody but its like works. */
  paced<T>(work: () => Promise<T>, waiting: Waiting): Promise<T>;
  /** Runs `work` while nobody else works. */
  alone<T>(work: () => Promise<T>, waiting: Waiting): Promise<T>;
}

/** Beside what work may go on. */
export type Company = keyof Gate;

/** The company that suits all of several; `beside` for none. */
export function strictest(several: readonly Company[]): Company {
  const order: readonly Company[] = ["alone", "paced", "beside"];
  return order.find((company) => several.includes(company)) ?? "beside";
}

/** A gate that everybody passes at once. */
export const openGate: Gate = {
  beside: (work) => work(),
  paced: (work) => work(),
  alone: (work) => work(),
};
