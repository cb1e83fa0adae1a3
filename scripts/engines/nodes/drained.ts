import { setTimeout as delay } from "node:timers/promises";
import { StarvedError } from "../../errors.ts";
import type { Dumpcap } from "./dumpcap.ts";
import type { JoinedCapture } from "./joined-capture.ts";

/**
 * The kernel hands over a block of frames when it is full, or at the second beat of a clock of this period, milliseconds
 * (net/packet/af_packet.c, prb_retire_rx_blk_timer_expired). dumpcap has the period built in: CAP_READ_TIMEOUT.
 */
const BEAT_MS = 250;
/** How much later than that two beats may come, milliseconds: each is set anew when the one before was worked off. */
const BEATS_LATE_MS = 50;
/** How dumpcap is looked at for rest, and how late such a look may come before the kernel's clock is not trusted either. */
const LOOK = { everyMs: 15, times: 3, lateMs: 50 };
const DRAINED_WITHIN_MS = 10_000;

/**
 * Resolves once every frame that was on the wire by now is in the joined stream: the kernel has handed over its open blocks,
 * and then all dumpcaps were found idle, look after look. Between two looks whatever they had written to their pipes is read,
 * unless the stream has no room for it, and then it is not at rest. What comes meanwhile is not waited for.
 */
export async function drained(dumpcaps: readonly Dumpcap[], joined: JoinedCapture): Promise<void> {
  await delay(2 * BEAT_MS + BEATS_LATE_MS);
  const deadline = Date.now() + DRAINED_WITHIN_MS;
  for (let idle = 0; idle < LOOK.times; ) {
    if (Date.now() > deadline)
      throw new StarvedError(`dumpcap did not come to rest within ${DRAINED_WITHIN_MS} ms`);
    const before = performance.now();
    await delay(LOOK.everyMs);
    const isLate = performance.now() - before > LOOK.everyMs + LOOK.lateMs;
    const isAtRest = dumpcaps.every((one) => one.isIdle()) && joined.hasRoom;
    idle = isAtRest && !isLate ? idle + 1 : 0;
  }
}
