import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

const AT_MOST_MS = 60_000;
/** Work that is queued but not begun shows after this. */
const CALM_MS = 60;

/**
 * Waits until the kernel has taken dead network namespaces apart, which it does in a worker after their last process
 * is gone and which would slow down what is measured next. Resolves to the milliseconds of it.
 */
export async function settle(signal: AbortSignal): Promise<number> {
  const begun = performance.now();
  let busyUntil = begun;
  while (performance.now() - busyUntil < CALM_MS && performance.now() - begun < AT_MOST_MS) {
    await delay(10, undefined, { signal });
    if (takesNamespacesApart()) busyUntil = performance.now();
  }
  return busyUntil - begun;
}

/** A kernel worker shows its present work behind a plus (kernel/workqueue.c, wq_worker_comm). */
function takesNamespacesApart(): boolean {
  return readdirSync("/proc").some((entry) => {
    if (!/^\d+$/.test(entry)) return false;
    try {
      return readFileSync(`/proc/${entry}/comm`, "utf8").trim().endsWith("+netns");
    } catch {
      return false;
    }
  });
}
