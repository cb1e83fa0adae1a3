import type { WatchState } from "../session.ts";

/** At every second round of looks, milliseconds: the terminal library paints all of a frame anew, which takes it some 20 ms. */
const FIGURES_EVERY_MS = 1_500;

/** Tells when a new frame is worth its processor time: whatever happens is shown at once, figures that move more seldom. */
export class FramePace {
  #last: { readonly state: WatchState; readonly atMs: number } | null = null;

  drawn(state: WatchState, atMs: number): void {
    this.#last = { state, atMs };
  }

  isDue(state: WatchState, nowMs: number): boolean {
    if (this.#last === null) return true;
    const { state: shown, atMs } = this.#last;
    return (
      nowMs - atMs >= FIGURES_EVERY_MS ||
      isLooking(shown) ||
      HAPPENINGS.some((one) => state[one] !== shown[one])
    );
  }
}

const HAPPENINGS = ["events", "changed", "doing", "isGone"] as const;

/** Nodes that nobody has asked yet are about to tell. */
function isLooking({ view }: WatchState): boolean {
  return view === null || view.nodes.some(({ health }) => health === "unknown");
}
