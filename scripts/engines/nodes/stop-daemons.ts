import type { Reach } from "./reach.ts";
import { runInNode } from "./run.ts";

/** Milliseconds that daemons have to end by themselves when their node is stopped. */
const STOP_WITHIN_MS = 10_000;

/** Tells a node's daemons to end, as before a shutdown, and waits for them. */
export async function stopDaemons(reach: Reach, node: string): Promise<void> {
  const wait = String(STOP_WITHIN_MS / 1000);
  const words = ["/bin/sh", "-c", `sv -w ${wait} force-shutdown /run/service/* >/dev/null 2>&1 || :`];
  await runInNode(reach, node, words, { timeoutMs: STOP_WITHIN_MS + 5_000 });
}
