import type { Expectation } from "../../stacks/lab/schema/expect.ts";
import { paceOf } from "../../stacks/lab/schema/send.ts";
import { siteRemovalBound } from "../../stacks/plan/dns-bound.ts";
import { handoverBound, takeoverBound } from "../../stacks/plan/vrrp-bound.ts";
import type { FaultRecord, RequestRecord } from "../observe/observation.ts";
import type { Check, Evidence, Judgement } from "./check.ts";
import { isServed } from "./success.ts";
import { type Allowed, outcomeOfTiming, tooBusy } from "./timing.ts";
import { count, seconds } from "./wording.ts";

/** The longest time from the start of one served probe to that of the next, with a failed one between them. */
export const outage: Check<"outage"> = {
  name: "outage",
  company: "paced",
  needs: () => [],
  judge(expectation, evidence) {
    const allowed = allowedOutage(expectation, evidence);
    const probes = probesOf(expectation, evidence);
    if (allowed === null) return unmeasured(expectation, "nothing in the plan bounds it");
    const good = probes.filter(isServed);
    if (good.length === 0) return unmeasured(expectation, "no probe was served at all");
    const failed = probes.length - good.length;
    if (failed === 0) return withoutLoss(expectation, allowed, probes.length);
    return judgeGap(
      longestGap(probes),
      { of: expectation.of, failed, total: probes.length },
      allowed,
      evidence,
    );
  },
};

interface Gap {
  /** Its start and its end, milliseconds since the epoch. */
  readonly from: number;
  readonly ms: number;
  /** Whether probes were served again before the traffic ended. */
  readonly ended: boolean;
}

function judgeGap(
  gap: Gap,
  { of, failed, total }: { readonly of: string; readonly failed: number; readonly total: number },
  allowed: Allowed,
  { seen, running }: Evidence,
): Judgement {
  const outcome =
    gap.ended || gap.ms > allowed.ms ? outcomeOfTiming(gap.ms, allowed.ms, seen.latenessMs) : "not-measured";
  const found = `${failed} of ${count(total, "probe")} failed, the longest outage was ${seconds(gap.ms)}`;
  return {
    outcome,
    expected: inWords(of, allowed),
    observed: `${seconds(gap.ms)}${gap.ended ? "" : ", and not over then"}`,
    figure: `${seconds(gap.ms)} of ${seconds(allowed.ms)}`,
    sentence:
      outcome !== "not-measured"
        ? `${found}${gap.ended ? "" : " and did not end"}.`
        : gap.ended
          ? tooBusy(gap.ms, allowed.ms, seen.latenessMs)
          : "Not measured: the probes ended before the bound was reached.",
    look: `logs ${running.lab} ${running.services[0]?.directors[0] ?? ""}`.trim(),
    window: { from: gap.from, to: gap.from + gap.ms, boundMs: allowed.ms },
  };
}

/** A death that no probe met tells nothing of how long it takes to get over one. */
function withoutLoss(expectation: Expectation<"outage">, allowed: Allowed, total: number): Judgement {
  const isTold = expectation.from === "vrrp" || expectation.from === "dns";
  return {
    outcome: isTold ? "not-measured" : "holds",
    expected: inWords(expectation.of, allowed),
    observed: "no probe failed",
    figure: `0.00 s of ${seconds(allowed.ms)}`,
    sentence: isTold
      ? `Not measured: none of ${count(total, "probe")} met the fault.`
      : `Not one of ${count(total, "probe")} failed.`,
    look: null,
  };
}

/** The probes of the service in order; after a power-on those that began while it was under way, or later. */
function probesOf({ of, after }: Expectation<"outage">, { seen }: Evidence): RequestRecord[] {
  const since = after === undefined ? Number.NEGATIVE_INFINITY : startOf(seen.faults);
  return seen.requests
    .filter(({ service, download, startedAt }) => service === of && !download && startedAt >= since)
    .sort((a, b) => a.startedAt - b.startedAt);
}

function startOf(faults: readonly FaultRecord[]): number {
  return faults.find(({ act }) => act === "start")?.at ?? Number.POSITIVE_INFINITY;
}

function longestGap(probes: readonly RequestRecord[]): Gap {
  let longest: Gap = { from: probes[0]?.startedAt ?? 0, ms: 0, ended: true };
  let from = probes[0]?.startedAt ?? 0;
  let isOut = false;
  for (const probe of probes) {
    const isGood = isServed(probe);
    const ms = probe.startedAt - from;
    if ((isOut || !isGood) && ms >= longest.ms) longest = { from, ms, ended: isGood };
    if (isGood) from = probe.startedAt;
    isOut = !isGood;
  }
  return longest;
}

function allowedOutage(expectation: Expectation<"outage">, { test, expectedOf }: Evidence): Allowed | null {
  const most = expectation["at-most"];
  if (most !== "bound") return { ms: most, because: "as the lab says" };
  const named = expectedOf.names?.find(({ name }) => name === expectation.of);
  const vrrp = expectedOf.services.find(({ name }) => name === expectation.of)?.vrrp;
  const [pace] = (test.send ?? []).flatMap((send) => paceOf(send) ?? []);
  if (named !== undefined && pace !== undefined) {
    const found = siteRemovalBound(named, pace);
    return found === null ? null : { ms: found.ms, because: found.formula };
  }
  if (vrrp === undefined || pace === undefined) return null;
  // The master is the director of the highest priority: traffic begins only when it is.
  const [master = ""] = Object.entries(vrrp.priorities).toSorted(([, a], [, b]) => b - a)[0] ?? [];
  const bound = expectation.from === "vrrp-handover" ? handoverBound : takeoverBound;
  const found = bound(vrrp, [master], pace);
  return found === null ? null : { ms: found.ms, because: found.formula };
}

function inWords(of: string, { ms, because }: Allowed): string {
  return `no outage of ${of} longer than ${seconds(ms)} (${because})`;
}

function unmeasured({ of }: Expectation<"outage">, why: string): Judgement {
  return {
    outcome: "not-measured",
    expected: "a bounded outage",
    observed: "nothing to measure",
    figure: "none",
    sentence: `Not measured for ${of}: ${why}.`,
    look: null,
  };
}
