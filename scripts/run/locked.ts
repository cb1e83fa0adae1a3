import type { Engine } from "../engines/engine.ts";

/** After how long a person is told that another verb works on the lab, milliseconds. */
const TELL_AFTER_MS = 1_000;

export interface LockOptions {
  readonly signal: AbortSignal;
  readonly onWait: () => void;
}

/** Works on a lab while no other verb does. Whoever waits for the lock can be interrupted; whoever works cleans up itself. */
export async function locked<T>(
  engine: Pick<Engine, "withLock">,
  lab: string,
  { signal, onWait }: LockOptions,
  work: () => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  let begun = false;
  const timer = setTimeout(onWait, TELL_AFTER_MS);
  const working = engine.withLock(lab, async () => {
    clearTimeout(timer);
    // The lock may come after its waiter has gone.
    signal.throwIfAborted();
    begun = true;
    return await work();
  });
  return await new Promise<T>((resolve, reject) => {
    signal.addEventListener("abort", () => begun || reject(signal.reason), { once: true });
    working.then(resolve, reject);
  }).finally(() => clearTimeout(timer));
}
