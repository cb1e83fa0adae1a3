import type { Engine } from "../engines/engine.ts";
import type { Gate } from "./gate.ts";

/**
 * The engine with what makes a machine busy, building, changing and taking away labs, each in its turn. Once `signal` is
 * aborted, labs are taken away at once.
 */
export function inTurn(engine: Engine, gate: Gate, signal: AbortSignal): Engine {
  return {
    ...engine,
    up: (options) =>
      gate.beside(() => engine.up(options), {
        signal: options.signal,
        onWait: () => options.progress({ phase: "prepare", text: WAITING }),
      }),
    apply: (lab, steps, wanted, options) =>
      gate.beside(() => engine.apply(lab, steps, wanted, options), {
        signal: options.signal,
        onWait: () => options.progress({ phase: "steps", text: WAITING }),
      }),
    down: (lab) =>
      gate
        .beside(() => engine.down(lab), { signal })
        .catch((error) => {
          if (signal.aborted) return engine.down(lab);
          throw error;
        }),
  };
}

const WAITING = "waiting for its turn: while traffic is timed nobody keeps a processor busy";
