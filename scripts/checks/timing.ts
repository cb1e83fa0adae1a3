import { detectionBound, withdrawalBound } from "../../stacks/plan/bfd-bound.ts";
import { removalBound, returnBound } from "../../stacks/plan/checker-bound.ts";
import type { RequestRecord } from "../observe/observation.ts";
import { askedService } from "./asked-service.ts";
import type { Evidence, Judgement } from "./check.ts";
import { hadNoAnswerInTime } from "./success.ts";
import { seconds } from "./wording.ts";

/** A time that a check allows, and where it comes from. */
export interface Allowed {
  readonly ms: number;
  /** As in `1 failures x every 500 ms + 1 failures x timeout 500 ms = 1000 ms`. */
  readonly because: string;
}

/** What power-on to ready may take a node that is no director; measured below 0.5 s, and several boot side by side. */
const BOOT_MS = 1_000;

/** How long failures may last after a server's death; null where a bound is asked for and nothing bounds it. */
export function allowedRemoval(within: number | "bound", evidence: Evidence): Allowed | null {
  if (within !== "bound") return { ms: within, because: "as the lab says" };
  const check = askedService(evidence.test, evidence.expectedOf)?.check ?? null;
  if (check === null) return null;
  const { ms, formula } = removalBound(check);
  return { ms, because: formula };
}

/**
 * How long failures may last after a director's fault; null where a bound is asked for and nothing bounds it. One that
 * dies is found out by BFD; one that stops says so.
 */
export function allowedDetection(
  within: number | "bound",
  isDeath: boolean,
  { test, expectedOf }: Evidence,
): Allowed | null {
  if (within !== "bound") return { ms: within, because: "as the lab says" };
  const bfd = askedService(test, expectedOf)?.announcement?.bfd ?? null;
  if (bfd === null) return null;
  const { ms, formula } = isDeath ? detectionBound(bfd) : withdrawalBound();
  return { ms, because: formula };
}

/** How long a server may take from its power-on to its first request; null where a bound is asked for and nothing bounds it. */
export function allowedReturn(within: number | "bound", evidence: Evidence): Allowed | null {
  if (within !== "bound") return { ms: within, because: "as the lab says" };
  const check = askedService(evidence.test, evidence.expectedOf)?.check ?? null;
  if (check === null) return null;
  const { ms, formula } = returnBound(check);
  return {
    ms: ms + BOOT_MS,
    because: `boot ${BOOT_MS} ms + ${formula.replace(/ = .*$/, "")} = ${ms + BOOT_MS} ms`,
  };
}

/** How many times its lateness a sender's figure must be clear of a bound to count as a failure, for the lab was starved as well. */
const CLEARLY = 5;

/**
 * A time against its bound. A sender that could not run sees failures late or not at all, so a verdict nearer to the
 * bound than it was late proves nothing; a failure must be clear of it by five times that.
 */
export function outcomeOfTiming(figureMs: number, boundMs: number, latenessMs: number): Judgement["outcome"] {
  const holds = figureMs <= boundMs;
  const marginMs = Math.abs(boundMs - figureMs);
  if (holds) return latenessMs > marginMs ? "not-measured" : "holds";
  return latenessMs * CLEARLY > marginMs ? "not-measured" : "fails";
}

/**
 * Whether routers may have taken living directors for dead, so that nobody knows whose failures were seen: BFD gives a
 * neighbour up whose word comes later than its detection time less the interval in which it was due (RFC 5880, 6.8.4).
 */
export function mayMistakeTheLiving(latenessMs: number, { test, running }: Evidence): boolean {
  const bfd = askedService(test, running)?.announcement?.bfd ?? null;
  return bfd !== null && latenessMs * CLEARLY > (bfd.multiplier - 1) * bfd.intervalMs;
}

/**
 * Whether requests may have failed by the machine and not by the lab: all that failed for want of an answer in time, and
 * their sender so late itself that whoever answers may have been as well. Where nobody at all was served it is the lab,
 * unless the sender did not run for half of the time in which it was to hear.
 */
export function mayBeStarved(
  { good, failures }: { readonly good: number; readonly failures: readonly RequestRecord[] },
  latenessMs: number,
): boolean {
  const waitedMs = failures.map(({ startedAt, endedAt }) => endedAt - startedAt);
  return (
    failures.length > 0 &&
    failures.every(hadNoAnswerInTime) &&
    latenessMs * (good > 0 ? CLEARLY : 2) > Math.min(...waitedMs)
  );
}

/** How a machine too busy to measure on is told. */
export function tooBusy(figureMs: number, boundMs: number, latenessMs: number): string {
  return `Not measured: the machine was busy, a 5 ms timer came up to ${latenessMs.toFixed(0)} ms late, and ${seconds(figureMs)} is too near to the bound of ${seconds(boundMs)}.`;
}

/** The same before what was seen all the same. */
export function busy(latenessMs: number): string {
  return `Not measured: the machine was busy, a 5 ms timer came up to ${latenessMs.toFixed(0)} ms late; `;
}
